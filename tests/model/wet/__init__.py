"""The operations of the model, one file per subject; each is a half of ``Model`` that stands on ``Kern``."""
