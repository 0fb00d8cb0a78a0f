"""The open verwijsindex: see README.md and docs/."""
