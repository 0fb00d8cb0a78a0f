"""What the histories do to the real thing, one file per subject; each is a part of ``echt.Echt`` that stands on ``Proces``."""
