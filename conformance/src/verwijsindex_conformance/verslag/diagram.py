"""How far the run reached: a bar per cluster and a bar per source of requirements. Every bar has its numbers beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.oordeel import Oordeel, zwaarste
from verwijsindex_conformance.verslag.opmaak import el, tabel, tekst
from verwijsindex_conformance.verslag.rapport import Rapport

NIET_GETOETST: Final = "niet getoetst"
_SOORTEN: Final = (
    *(
        oordeel.woorden
        for oordeel in (
            Oordeel.GESLAAGD, Oordeel.GEZAKT, Oordeel.ONBESLIST, Oordeel.WAARSCHUWING, Oordeel.OVERGESLAGEN, Oordeel.NIET_AANGEBODEN,
        )
    ),
    NIET_GETOETST,
)  # fmt: skip
"""In this order in every bar; rapport.css gives each its colour."""


def legenda() -> str:
    """Which colour means what."""
    return el("ul", "".join(el("li", _staal(soort) + tekst(soort)) for soort in _SOORTEN), klas="legenda")


def dekking(rapport: Rapport) -> str:
    """Both tables of bars."""
    gevallen = [(cluster.value, Counter(r.oordeel.woorden for r in rapport.regels if r.cluster == cluster)) for cluster in Cluster]
    return _balken("Gevallen per cluster", "cluster", gevallen) + _balken("Eisen per bron", "bron", _eisen_per_bron(rapport))


def _eisen_per_bron(rapport: Rapport) -> Iterator[tuple[str, Counter[str]]]:
    oordelen = {regel.id: regel.oordeel for regel in rapport.regels}
    per_bron: dict[str, Counter[str]] = {}
    for eis in rapport.eisen:
        oordeel = zwaarste(oordelen[id] for id in eis.gevallen if id in oordelen)
        per_bron.setdefault(eis.bron, Counter())[NIET_GETOETST if oordeel is None else oordeel.woorden] += 1
    yield from per_bron.items()


def _balken(naam: str, kop: str, rijen: Iterable[tuple[str, Mapping[str, int]]]) -> str:
    gevuld = [(wat, telling) for wat, telling in rijen if sum(telling.values())]
    langste = max((sum(telling.values()) for _, telling in gevuld), default=1)
    cellen = [
        (f'<th scope="row">{tekst(wat)}</th>', el("td", _balk(telling, langste) + el("p", tekst(_in_woorden(telling))), klas="balk"))
        for wat, telling in gevuld
    ]
    return el("h3", tekst(naam)) + tabel(naam, (kop, "aantal"), cellen)


def _in_woorden(telling: Mapping[str, int]) -> str:
    return ", ".join(f"{telling[soort]} {soort}" for soort in _SOORTEN if telling.get(soort))


def _balk(telling: Mapping[str, int], langste: int) -> str:
    """As wide as its share of the longest; drawn, because a browser leaves out coloured backgrounds on paper."""
    stukken, links = [], 0.0
    for soort in _SOORTEN:
        breedte = telling.get(soort, 0) * 100 / langste
        if breedte:
            stukken.append(f'<rect x="{links:.2f}" y="0" width="{breedte:.2f}" height="10" class="{_klas(soort)}"/>')
        links += breedte
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{"".join(stukken)}</svg>'


def _staal(soort: str) -> str:
    return f'<svg class="staal" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" class="{_klas(soort)}"/></svg>'


def _klas(soort: str) -> str:
    return f"vak-{soort.replace(' ', '-')}"
