"""Jeugdwet 7.1.3.1, R-184: what an instantie that takes others up agrees and may, from the day on which it does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from verwijsindex.domain.instantie import Convenant, Instantie, Mandaat
from verwijsindex.domain.tijd import Geldigheid


def eis_een_categorie(delen: Iterable[Instantie]) -> str:
    """BJ 7.1.1-7.1.7, R-002, R-184: what comes together has one category: another one is another right. Raises ValueError."""
    categorieen = sorted({deel.categorie for deel in delen})
    if len(categorieen) != 1:
        raise ValueError(f"instanties van categorie {' en '.join(categorieen)} kunnen niet een worden: dat zijn andere rechten")
    return categorieen[0]


def nieuwe_instantie(id: str, naam: str, delen: Iterable[Instantie], hoogstens: int) -> Instantie:
    """R-060, R-072, R-184: the shortest life span of the parts, so that nobody promised longer than it keeps; mail when all want it.

    Never more months than ``hoogstens``, what the law of today allows: it may have been lowered since the parts were registered.
    """
    lijst = list(delen)
    maanden = [min(deel.levensduur_maanden, hoogstens) for deel in lijst if deel.levensduur_maanden is not None]
    return Instantie(id, naam, eis_een_categorie(lijst), min(maanden, default=None), all(deel.mail_collegas for deel in lijst))


def loopt_nog(periode: Geldigheid, dag: date) -> bool:
    """R-004: in force on ``dag``, or beginning later."""
    return (periode.tot is None or periode.tot > dag) and periode.tot != periode.vanaf


def vanaf(periode: Geldigheid, dag: date) -> Geldigheid:
    """R-004: what is left of a period from ``dag`` on."""
    return replace(periode, vanaf=max(periode.vanaf, dag))


def langste(een: Geldigheid, ander: Geldigheid) -> Geldigheid:
    """R-004: the first, until the later of both ends."""
    tot = None if een.tot is None or ander.tot is None else max(een.tot, ander.tot)
    return replace(een, tot=tot)


def overgenomen_convenanten(eigen: Iterable[Convenant], van_anderen: Iterable[Convenant], dag: date) -> Iterator[Convenant]:
    """Jeugdwet 7.1.3.1, R-003, R-023, R-184: the agreements of the others become its own, with each college once at a time.

    Raises ValueError when two with one college say something else about the BSN or the limitation: that is for the colleges to settle.
    """
    lopend = {c.gemeentecode: c for c in eigen if c.geldigheid.omvat(dag)}
    for afspraak in van_anderen:
        if not loopt_nog(afspraak.geldigheid, dag):
            continue
        nieuw = replace(afspraak, geldigheid=vanaf(afspraak.geldigheid, dag))
        bekend = lopend.get(afspraak.gemeentecode)
        if bekend is not None and replace(bekend, geldigheid=nieuw.geldigheid) != nieuw:
            raise ValueError(f"de convenanten met gemeente {afspraak.gemeentecode} verschillen (BSN of beperking); maak ze eerst gelijk")
        samen = nieuw if bekend is None else replace(bekend, geldigheid=langste(bekend.geldigheid, nieuw.geldigheid))
        lopend[afspraak.gemeentecode] = samen
        yield samen


def overgenomen_mandaten(eigen: Iterable[Mandaat], van_anderen: Iterable[Mandaat], doel: str, dag: date) -> Iterator[Mandaat]:
    """R-006, R-184: who acted for the others acts for it from ``dag`` on."""
    bekend = {(m.oin, m.gemeentecode): m for m in eigen if m.geldigheid.omvat(dag)}
    for recht in van_anderen:
        if not loopt_nog(recht.geldigheid, dag):
            continue
        nieuw = replace(recht, doel=doel, geldigheid=vanaf(recht.geldigheid, dag))
        was = bekend.get((recht.oin, recht.gemeentecode))
        samen = nieuw if was is None else replace(was, geldigheid=langste(was.geldigheid, nieuw.geldigheid))
        bekend[recht.oin, recht.gemeentecode] = samen
        yield samen
