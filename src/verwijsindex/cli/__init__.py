"""The command line: starts servers and sandboxes, and is a client for people at a terminal."""

from verwijsindex.cli.main import main as main
