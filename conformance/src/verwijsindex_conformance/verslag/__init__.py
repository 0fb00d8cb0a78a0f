"""Tells what was found: on a terminal, and as JUnit XML for a build server."""
