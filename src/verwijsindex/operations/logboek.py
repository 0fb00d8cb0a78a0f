"""The log that cannot lie: marking it, checking it, and handing it out; each of these is itself logged (R-142, K-8 of kenmerken.md)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.logboek_controleer import Bevinding, Controle, Sleutel
from verwijsindex.domain.logketen import IJKKETEN, VERSIE, Ijkpunt, Ketenhoofd, ijkinhoud
from verwijsindex.domain.ports import Opslag
from verwijsindex.domain.ports_logboek import Ijken
from verwijsindex.domain.tijd import middernacht
from verwijsindex.operations.context import Context

PORTIE: Final = 5000
"""Lines that are read at once, each time in a transaction of its own: who checks a long log holds nobody up."""
SPELING: Final = timedelta(minutes=15)
"""A line is written at most so long after the moment that it names."""
Gedaan = Callable[[int], None]
Record = Mapping[str, Any]


class GeenIjken(Exception):
    """This process was not told how to sign."""


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What a check found."""

    regels: int
    ijkpunten: int
    bevindingen: tuple[Bevinding, ...]


@dataclass(frozen=True, slots=True)
class Periode:
    """Days of which somebody wants the log; None is without end."""

    vanaf: date | None = None
    tot: date | None = None
    """The first day after it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """As the logboek names it."""
        return tuple("" if dag is None else dag.isoformat() for dag in (self.vanaf, self.tot))

    def omvat(self, tijdstip: str) -> bool:
        """Whether a line of this moment, as text in UTC, belongs to it."""
        return (self.vanaf is None or middernacht(self.vanaf).isoformat() <= tijdstip) and (
            self.tot is None or tijdstip < middernacht(self.tot).isoformat()
        )


def ijk(context: Context, *, altijd: bool = False) -> Ijkpunt | None:
    """Sign where every lane ends now, when something was logged since the last time and, unless ``altijd``, long enough ago.

    None when there is nothing to sign. What is kept outside the database is brought up to date either way. Raises GeenIjken,
    and IjkpuntenVerschillen when the file tells something else or the ijkpunten in the database are not those of the index.
    """
    ijken = _ijken(context)
    nu = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        transactie.logketen.vergrendel()
        vorige = transactie.logketen.laatste_ijkpunt()
        hoofden = [hoofd for hoofd in transactie.logketen.hoofden() if hoofd.keten != IJKKETEN]
        nieuw = None
        if _is_ijken_nodig(vorige, hoofden, nu, None if altijd else ijken.elke):
            nummer = 1 if vorige is None else vorige.nummer + 1
            inhoud = ijkinhoud(nummer, nu.isoformat(), ijken.stempel.naam, vorige, hoofden)
            nieuw = Ijkpunt(nummer, inhoud, ijken.stempel.teken(inhoud))
            transactie.logketen.leg_ijkpunt_vast(nieuw)
            transactie.leg_vast()
    _publiceer(context.opslag, ijken)
    return nieuw


def is_ijken_nodig(context: Context) -> bool:
    """Whether anything was logged that no ijkpunt covers."""
    with context.opslag.lezen() as transactie:
        hoofden = [hoofd for hoofd in transactie.logketen.hoofden() if hoofd.keten != IJKKETEN]
        return _is_ijken_nodig(transactie.logketen.laatste_ijkpunt(), hoofden, context.klok.nu(), None)


def tel_regels(context: Context) -> int:
    """How many lines there are, by the ends of the lanes."""
    with context.opslag.lezen() as transactie:
        return sum(hoofd.lengte for hoofd in transactie.logketen.hoofden() if hoofd.keten != IJKKETEN)


def _is_ijken_nodig(vorige: Ijkpunt | None, hoofden: Sequence[Ketenhoofd], nu: datetime, elke: timedelta | None) -> bool:
    """Whether something was logged that no ijkpunt covers, and, unless None, the last one is ``elke`` old; a clock may be set back."""
    if vorige is None:
        return any(hoofd.lengte for hoofd in hoofden)
    return not vorige.dekt(hoofden) and (elke is None or abs(nu - vorige.tijdstip) >= elke)


def controleer(context: Context, sleutels: Mapping[str, Sleutel], gedaan: Gedaan = lambda _: None) -> Uitslag:
    """Reckon the whole log anew, and log that this was done and with what result. Raises IjkbestandOnbruikbaar."""
    bestand = None if context.ijken is None else context.ijken.bestand
    with context.opslag.lezen() as transactie:
        zegel = transactie.logketen.zegel
    controle = Controle(sleutels, zegel, {} if bestand is None else bestand.lees())
    controle.loop(records(context.opslag, gedaan))
    gevonden = tuple(controle.bevindingen)
    _noteer(context, Gebeurtenis.LOGBOEK_GECONTROLEERD, "LogboekControleren", uitkomst=f"AFWIJKINGEN_{len(gevonden)}" if gevonden else "OK")
    return Uitslag(controle.regels, controle.ijkpunten, gevonden)


def exporteer(context: Context, periode: Periode, gedaan: Gedaan = lambda _: None) -> Iterator[Record]:
    """The log as records, after logging that it was handed out; of a period those between the ijkpunten around it.

    An ijkpunt is set first, so that what is handed out is signed to its end. Raises as ``ijk``.
    """
    _noteer(context, Gebeurtenis.LOGBOEK_GELEZEN, "LogboekExporteren", ids=("keten", *periode.ids))
    ijk(context, altijd=True)
    return records(context.opslag, gedaan) if periode == Periode() else _deel(context.opslag, periode, gedaan)


def regels_van(context: Context, periode: Periode, formaat: str, gedaan: Gedaan = lambda _: None) -> Iterator[Record]:
    """The lines of a period alone, for a view on them; logged as a read."""
    _noteer(context, Gebeurtenis.LOGBOEK_GELEZEN, "LogboekExporteren", ids=(formaat, *periode.ids))
    return (regel for regel in _regels(context.opslag, gedaan) if periode.omvat(regel["tijdstip"]))


def records(opslag: Opslag, gedaan: Gedaan = lambda _: None) -> Iterator[Record]:
    """The whole log, as the check takes it: what was there when it began.

    Ends and ijkpunten are read at one moment. A line behind the end of its lane was written since; when the end has not moved up to it
    afterwards, somebody put it there, and it is handed over after all.
    """
    with opslag.lezen() as transactie:
        hoofden, ijkpunten = transactie.logketen.hoofden(), transactie.logketen.ijkpunten()
    yield {"soort": "kop", "versie": VERSIE, "begin": [], "compleet": True, "vanaf": None, "tot": None}
    yield from map(_ijkrecord, ijkpunten)
    yield from map(_hoofdrecord, hoofden)
    einde, later = {hoofd.keten: hoofd.lengte for hoofd in hoofden}, []
    for regel in _regels(opslag, gedaan):
        if regel["keten"] in einde and isinstance(regel["plaats"], int) and regel["plaats"] > einde[regel["keten"]]:
            later.append((regel["keten"], regel["plaats"], regel))
        else:
            yield _regelrecord(regel)
    with opslag.lezen() as transactie:
        nu = {hoofd.keten: hoofd.lengte for hoofd in transactie.logketen.hoofden()}
    yield from (_regelrecord(regel) for keten, plaats, regel in later if plaats > nu.get(keten, 0))


def _deel(opslag: Opslag, periode: Periode, gedaan: Gedaan) -> Iterator[Record]:
    """From the last ijkpunt before the period, to the first after it, or the last there is."""
    with opslag.lezen() as transactie:
        ijkpunten = transactie.logketen.ijkpunten()
    voor = [p for p in ijkpunten if periode.vanaf is not None and p.tijdstip < middernacht(periode.vanaf) - SPELING]
    na = [p for p in ijkpunten if periode.tot is not None and p.tijdstip >= middernacht(periode.tot) + SPELING]
    laatste = na[0].nummer if na else len(ijkpunten)
    eerste = voor[-1].nummer if voor else 1
    gekozen = [p for p in ijkpunten if eerste <= p.nummer <= laatste]
    begin = voor[-1].begin if voor else []
    vanaf, tot = (tekst or None for tekst in periode.ids)
    yield {"soort": "kop", "versie": VERSIE, "begin": begin, "compleet": False, "vanaf": vanaf, "tot": tot}
    yield from map(_ijkrecord, gekozen)
    van = {keten: plaats for keten, plaats, _ in begin}
    einde = gekozen[-1].lengtes if gekozen else {}
    for regel in _regels(opslag, gedaan):
        keten, plaats = regel["keten"], regel["plaats"]
        if not isinstance(plaats, int) or van.get(keten, 0) < plaats <= einde.get(keten, 0):
            yield _regelrecord(regel)  # what somebody made of it is for the check to tell


def _regels(opslag: Opslag, gedaan: Gedaan) -> Iterator[Record]:
    na = -1
    while True:
        with opslag.lezen() as transactie:
            regels = transactie.logketen.regels(na, PORTIE)
        if not regels:
            return
        na = regels[-1]["nummer"]
        yield from regels
        gedaan(len(regels))


def _ijkrecord(ijkpunt: Ijkpunt) -> Record:
    return {"soort": "ijkpunt", "nummer": ijkpunt.nummer, "inhoud": ijkpunt.inhoud, "handtekening": ijkpunt.handtekening}


def _hoofdrecord(hoofd: Ketenhoofd) -> Record:
    zegel = None if hoofd.zegel is None else hoofd.zegel.hex()
    return {
        "soort": "hoofd",
        "keten": hoofd.keten,
        "lengte": hoofd.lengte,
        "schakel": hoofd.schakel.hex(),
        "zegel": zegel,
        "sleutel": hoofd.sleutel,
    }


def _regelrecord(regel: Record) -> Record:
    return {"soort": "regel", **regel}


def _ijken(context: Context) -> Ijken:
    if context.ijken is None:
        raise GeenIjken
    return context.ijken


def _publiceer(opslag: Opslag, ijken: Ijken) -> None:
    """What is kept outside the database; after COMMIT, so that nothing stands there that is not true."""
    if ijken.bestand is not None:
        with opslag.lezen() as transactie:
            ijkpunten = transactie.logketen.ijkpunten()
        ijken.bestand.vul_aan(ijkpunten)


def _noteer(context: Context, gebeurtenis: Gebeurtenis, operatie: str, *, ids: Iterable[str] = (), uitkomst: str = "OK") -> None:
    with context.opslag.schrijven() as transactie:
        transactie.logboek.noteer([Logregel(context.klok.nu(), gebeurtenis, operatie, ids=tuple(ids), uitkomst=uitkomst)])
        transactie.leg_vast()
