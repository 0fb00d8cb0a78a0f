"""The cases. The folders are the table of contents of the specification (stijl.md 22)."""
