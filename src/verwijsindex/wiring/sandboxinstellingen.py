"""The settings of a sandbox that is there: all that a command on it needs, which builds none."""

from pathlib import Path
from typing import Final

from verwijsindex.sandbox.beschrijving import lees_beschrijving
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.settings import Instellingen

DRADEN: Final = 4
"""The sandbox is one process; threads let it answer several partners at once (keuzes.md 44)."""


def open_bestaande(map: Path) -> Instellingen:
    """The settings of the sandbox that is in ``map``. Raises BeschrijvingOntbreekt when there is none."""
    lees_beschrijving(map)
    return sandboxinstellingen(Sandboxmap(map.absolute()))


def sandboxinstellingen(plek: Sandboxmap) -> Instellingen:
    """How the sandbox in this directory is served."""
    return Instellingen(
        database=sandboxdatabase(plek),
        sleutels=plek.sleutels,
        register=plek.register,
        certificaat=plek.pki / "index.pem",
        sleutel=plek.pki / "index.key",
        vertrouwd=plek.pki / "keten.pem",
        draden=DRADEN,
        klok=plek.klok,
        per_seconde=0,  # who tries things out is in nobody's way
        tegelijk=0,
        beleid=plek.beleid if plek.beleid.exists() else None,
        onderhoud_elke=0,  # nothing happens by itself: who moves the clock says when (docs/onderhoud.md)
        log=plek.log,
    )


def sandboxdatabase(plek: Sandboxmap) -> str:
    """Where its store is."""
    return f"sqlite:///{plek.database}"
