"""What may happen in a history, one file per subject; each is a part of ``machine.Histories`` that stands on ``Basis``."""
