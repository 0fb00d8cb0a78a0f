"""What two reporters must hear who each report everybody, one after the other: reckoned from the persons alone, beside the rules."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.regels.adressen import tekst_vorm
from verwijsindex.sandbox.kenmerken import Kenmerk, Persoon, dubbele_nummers, eigen_kenmerken
from verwijsindex.sandbox.keuze import Bijzonder

GEEN_JEUGDIGE: Final = frozenset({Kenmerk.OUDER_DAN_22, Kenmerk.GEBOORTEDATUM_ONBEKEND, Kenmerk.NOG_NIET_GEBOREN, Kenmerk.ZONDER_BSN})
"""Who has one of these is not tried: no young person, or without a number to report him by."""
WEIGERINGEN: Final = {
    Kenmerk.BSN_ONGELDIG: "VIR-101",
    Kenmerk.BSN_DUBBEL: "VIR-102",
    Kenmerk.OPGESCHORT: "VIR-102",
    Kenmerk.OVERLEDEN: "VIR-112",
}
"""In the order of the checks (keuzes.md 2): the first that applies."""

Inhoud = tuple[str, str | None, tuple[str, ...]]
"""Of one signaal: soort, BSN of whom the own melding is about (None to a gemeente), and the other reporters that it names."""
Postbussen = Mapping[str, Counter[Inhoud]]
"""Per mailbox, called by gebruikerId or gemeentecode, how often each signaal lies in it."""


@dataclass(frozen=True, slots=True)
class Melders:
    """The two reporters, in order, and where their signalen go for want of a gemeente."""

    eerste: str
    tweede: str
    gemeente_van_tweede: str
    """Of his mandate: he is the one who causes every signaal (keuzes.md 10)."""
    met_regie: frozenset[str]
    """Gemeenten with a regievoerder."""


def te_proberen(personen: Sequence[Persoon], dag: date) -> list[Bijzonder]:
    """The young persons with a number, in the order of the file; some of them will be refused."""
    dubbel = dubbele_nummers(persoon.bsn for persoon in personen)
    alle = (Bijzonder(persoon, tuple(eigen_kenmerken(persoon, dag, dubbel))) for persoon in personen)
    return [bijzonder for bijzonder in alle if not GEEN_JEUGDIGE.intersection(bijzonder.kenmerken)]


def weigering(bijzonder: Bijzonder) -> str | None:
    """The code with which his report is refused; None when it is accepted."""
    return next((code for kenmerk, code in WEIGERINGEN.items() if kenmerk in bijzonder.kenmerken), None)


def verwachte_postbussen(jeugdigen: Collection[Bijzonder], melders: Melders) -> Postbussen:
    """R-070..R-074, R-090, R-097, keuzes.md 10 and 18: what lies where after the first and then the second reported all ``jeugdigen``.

    Every report of the second finds every report of the first, and nothing else matches: one reporter never matches himself.
    """
    bussen: dict[str, Counter[Inhoud]] = {}
    for jeugdige in jeugdigen:
        _tel(bussen, jeugdige, [jeugdige], "ZELFDE_JEUGDIGE", melders)
        gezin = [ander for ander in jeugdigen if ander is not jeugdige and _zijn_gezin(jeugdige, ander)]
        if gezin:
            _tel(bussen, jeugdige, gezin, "GEZIN", melders)
    return bussen


def _zijn_gezin(een: Bijzonder, ander: Bijzonder) -> bool:
    """R-073, R-074: a parent in common, or a house; in a sandbox no address is excluded."""
    return not set(een.ouders).isdisjoint(ander.ouders) or _wonen_samen(een.persoon.woonadres, ander.persoon.woonadres)


def _wonen_samen(een: Woonadres | None, ander: Woonadres | None) -> bool:
    """R-077: by the BAG when both have its identification, else by postcode and house number; by neither when one lives nowhere."""
    if een is None or ander is None:
        return False
    if een.nummeraanduiding and ander.nummeraanduiding:
        return een.nummeraanduiding == ander.nummeraanduiding
    return tekst_vorm(een) is not None and tekst_vorm(een) == tekst_vorm(ander)


def _tel(bussen: dict[str, Counter[Inhoud]], jeugdige: Bijzonder, gevonden: Sequence[Bijzonder], soort: str, melders: Melders) -> None:
    """The second reports ``jeugdige``; the first had reported everyone of ``gevonden``."""
    eerste, tweede = melders.eerste, melders.tweede
    bussen.setdefault(tweede, Counter())[soort, jeugdige.persoon.bsn, (eerste,)] += 1
    for ander in gevonden:
        bussen.setdefault(eerste, Counter())[soort, ander.persoon.bsn, (tweede,)] += 1
    for gemeente in {_gemeente(wie, melders) for wie in (jeugdige, *gevonden)}:
        bussen.setdefault(gemeente, Counter())[soort, None, tuple(sorted((eerste, tweede)))] += 1


def _gemeente(jeugdige: Bijzonder, melders: Melders) -> str:
    """keuzes.md 10: 1999 and an unknown gemeente have no regievoerder either."""
    gemeente = jeugdige.persoon.gemeentecode
    return gemeente if gemeente is not None and gemeente in melders.met_regie else melders.gemeente_van_tweede
