"""A sandbox whose register of persons does not answer for a while (R-172)."""

from verwijsindex.sandbox.sandboxmap import Sandboxmap


def haal_register_weg(plek: Sandboxmap) -> bool:
    """From the next message on the register does not answer (VIR-190); False when it did not already. Raises OSError."""
    if not plek.register.exists():
        return False
    plek.register.rename(plek.register_weg)
    return True


def zet_register_terug(plek: Sandboxmap) -> bool:
    """The same register answers again; False when it did already. Raises OSError."""
    if not plek.register_weg.exists():
        return False
    plek.register_weg.rename(plek.register)
    return True
