"""One verdict as a report keeps it: all that there is to say about it, without the case itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from verwijsindex_conformance.draaier import Uitslag
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.verslag.afdekken import Afdekker

_UITVOERIG: Final = (Oordeel.GEZAKT, Oordeel.WAARSCHUWING, Oordeel.ONBESLIST)
_HOOGSTENS: Final = 8
"""Exchanges that are kept of a case that went wrong: the last ones. Of any other the last one alone."""


@dataclass(frozen=True, slots=True)
class Bericht:
    """A request and its answer, covered; ``status`` is None when there was no answer."""

    methode: str
    pad: str
    status: int | None
    verzoek: str
    antwoord: str


@dataclass(frozen=True, slots=True)
class Regel:
    """The verdict on one case. ``moet`` is what the case asks; ``verwacht`` and ``gekregen`` are where it went wrong."""

    id: str
    titel: str
    hoofdstuk: str
    cluster: str
    rol: str
    niveau: str
    eisen: tuple[str, ...]
    tweeling: str | None
    gedaan: str
    moet: str
    oordeel: Oordeel
    verwacht: str
    gekregen: str
    reden: str
    seconden: float
    berichten: tuple[Bericht, ...]

    def als_json(self) -> dict[str, Any]:
        """The fields but for the id, which is the key."""
        velden = asdict(self)
        del velden["id"]
        return velden


def regel_bij(uitslag: Uitslag) -> Regel:
    """What is kept of a verdict; nothing of a person is left in it.

    What cannot be covered is not kept, and its case is ONBESLIST: a mistake of ours here does not end a run either.
    """
    try:
        return _regel(uitslag)
    except Exception as fout:
        reden = f"fout in de suite: {type(fout).__name__} bij het afdekken van de berichten"
        return _regel(Uitslag(uitslag.geval, Oordeel.ONBESLIST, reden=reden, seconden=uitslag.seconden))


def _regel(uitslag: Uitslag) -> Regel:
    geval, afdekker = uitslag.geval, Afdekker()
    aantal = _HOOGSTENS if uitslag.oordeel in _UITVOERIG else 1
    return Regel(
        id=geval.id,
        titel=geval.titel,
        hoofdstuk=geval.hoofdstuk,
        cluster=geval.cluster.value,
        rol=geval.rol.value,
        niveau=geval.niveau.value,
        eisen=geval.eisen,
        tweeling=geval.tweeling,
        gedaan=geval.gedaan,
        moet=geval.verwacht,
        oordeel=uitslag.oordeel,
        verwacht=afdekker.tekst(uitslag.verwacht),
        gekregen=afdekker.tekst(uitslag.gekregen),
        reden=afdekker.tekst(uitslag.reden),
        seconden=round(uitslag.seconden, 3),
        berichten=tuple(_bericht(afdekker.uitwisseling(een)) for een in uitslag.berichten[-aantal:]),
    )


def lees_regel(id: str, velden: Mapping[str, Any]) -> Regel:
    """The same out of JSON. Raises TypeError, ValueError or KeyError when it is something else."""
    lijsten = {"eisen": tuple(velden["eisen"]), "berichten": tuple(_bericht(een) for een in velden["berichten"])}
    return Regel(**{**velden, **lijsten, "id": id, "oordeel": Oordeel(velden["oordeel"])})


def _bericht(velden: Mapping[str, Any]) -> Bericht:
    return Bericht(**velden)
