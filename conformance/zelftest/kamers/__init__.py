"""The mutants, a room per chapter of the suite: each module has its own in ``MUTANTEN``."""
