"""Builds things from settings, in one place; nothing is built at import time (stijl.md 3)."""
