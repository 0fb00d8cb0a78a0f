"""The verdicts as plain Dutch lines."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.eisen import Eis, alle_eisen
from verwijsindex_conformance.geval import Geval
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.verslag.rapport import Rapport
from verwijsindex_conformance.verslag.regel import Regel
from verwijsindex_conformance.voorwaarden import voorwaarden

_BREEDTE = 100
_AFWIJKEND = (Oordeel.GEZAKT, Oordeel.WAARSCHUWING)


def regel_van(regel: Regel) -> str:
    """One verdict; a failure tells the requirement, what was expected and what came (stijl.md 23)."""
    regels = [f"{regel.id}  {regel.oordeel:<17}{regel.titel}"]
    if regel.oordeel in _AFWIJKEND:
        regels += [*_van_eisen(regel.eisen), f"    verwacht: {regel.verwacht}", f"    gekregen: {regel.gekregen}"]
        if regel.tweeling:
            regels.append(f"    tweeling: {regel.tweeling} (hetzelfde, maar goed): slaagt die ook niet, kijk dan daar eerst")
    elif regel.reden:
        regels.append(f"    reden:    {regel.reden}")
    return "\n".join(regels)


def slot(regels: Iterable[Regel]) -> str:
    """The count of every verdict."""
    oordelen = [regel.oordeel for regel in regels]
    return f"{len(oordelen)} gevallen: " + ", ".join(f"{oordelen.count(oordeel)} {oordeel.woorden}" for oordeel in Oordeel)


def overzicht(rapport: Rapport) -> Iterator[str]:
    """A whole report: what was tested, every verdict, the count per cluster, and of all."""
    yield from feiten(rapport)
    yield ""
    yield from (regel_van(regel) for regel in rapport.regels)
    yield ""
    for cluster in Cluster:
        van_cluster = [regel for regel in rapport.regels if regel.cluster == cluster]
        if van_cluster:
            yield f"{cluster:<13}{slot(van_cluster)}"
    yield slot(rapport.regels)


def feiten(rapport: Rapport) -> Iterator[str]:
    """What a report is about, a line each."""
    product = rapport.product
    yield f"product:    {product['naam'] or 'niet genoemd'} {product['versie'] or ''}".rstrip()
    yield f"getoetst:   als {rapport.rol}"
    yield f"index:      OIN {rapport.index}, antwoordt als versie {product['antwoordt'] or 'onbekend'}"
    yield f"partners:   OIN {', '.join(rapport.partners)}"
    yield f"toets:      versie {rapport.suite['versie']}, koppelvlak {rapport.koppelvlak}, {rapport.suite['contract']}"
    yield f"gedraaid:   {rapport.begin} tot {rapport.moment}, {'alle gevallen' if rapport.volledig else 'een deel van de gevallen'}"


def lijst_van(gevallen: Iterable[Geval]) -> Iterator[str]:
    """The cases under the heading of their chapter."""
    hoofdstuk = None
    for geval in gevallen:
        if geval.hoofdstuk != hoofdstuk:
            hoofdstuk = geval.hoofdstuk
            yield f"{hoofdstuk}"
        yield f"  {geval.id}  {geval.titel}  [{' '.join(geval.eisen)}]"


def uitleg_van(geval: Geval) -> str:
    """One case in full."""
    kop = [f"{geval.id}  {geval.titel}", f"hoofdstuk: {geval.hoofdstuk}", f"cluster:   {geval.cluster}", f"rol:       {geval.rol}"]
    kop.append(f"niveau:    {geval.niveau.lower()}")
    if geval.tweeling:
        kop.append(f"tweeling:  {geval.tweeling} (hetzelfde, maar goed)")
    kop += [f"nodig:     {wat}" for wat in voorwaarden(geval)]
    return "\n".join([*kop, *_van_eisen(geval.eisen), *_alinea("gedaan:", geval.gedaan), *_alinea("verwacht:", geval.verwacht)])


def _van_eisen(ids: Iterable[str]) -> list[str]:
    eisen = alle_eisen()
    return [f"    eis:      {eis}  {_met_plaats(eisen[eis])}" if eis in eisen else f"    eis:      {eis}" for eis in ids]


def _met_plaats(eis: Eis) -> str:
    return eis.titel if eis.plaats in (eis.id, eis.id.partition("-")[2]) else f"{eis.titel} ({eis.plaats})"


def _alinea(kop: str, tekst: str) -> list[str]:
    return [kop, *(f"    {regel}" for regel in wrap(tekst, _BREEDTE))]
