"""The trace of every requirement: from article to rule, operation, tests and result; ``docs/eisen.md``."""
