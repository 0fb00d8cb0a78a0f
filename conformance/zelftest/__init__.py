"""The suite, tested by being lied to: our own server and client, each time with one requirement broken (docs/conformiteit.md).

No part of what a tester installs: it imports what it breaks.
"""
