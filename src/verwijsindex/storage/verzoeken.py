"""Requests to colleges, advice and decisions (Jeugdwet 7.1.5; R-131..R-138)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from sqlalchemy import and_, bindparam, func, insert, null, select, update

from verwijsindex.domain.instantie import Convenant
from verwijsindex.domain.ports_rechten import Archiefbesluit
from verwijsindex.domain.regels.beslistermijn import Termijnstand
from verwijsindex.domain.verzoek import Advies, AdviesSoort, Beslissing, Besluit, Rechtenverzoek, Verzoeker, VerzoekSoort
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.organisaties import CONVENANT_KOLOMMEN, lees_convenant
from verwijsindex.storage.tabellen import convenant, gebruiker, melding
from verwijsindex.storage.tabellen_rechten import archiefbesluit, beperking, verzoek, verzoek_melding
from verwijsindex.storage.vormen import als_dag, als_moment, als_tekst

_CONVENANTEN: Final = Opdracht(
    select(
        gebruiker.c.id,
        *CONVENANT_KOLOMMEN,
    )
    .join_from(
        gebruiker,
        convenant,
        and_(convenant.c.soort == gebruiker.c.soort, convenant.c.houder == func.coalesce(gebruiker.c.instantie_id, gebruiker.c.id)),
    )
    .where(in_lijst(gebruiker.c.id, "gebruikers"))
    .order_by(gebruiker.c.id, convenant.c.vanaf, convenant.c.gemeentecode)
)

_NIEUW: Final = Opdracht(
    insert(verzoek).values(
        {
            naam: bindparam(naam)
            for naam in (
                *("id", "soort", "gemeentecode", "jeugdige_id", "verzoeker", "kenmerk"),
                *("ontvangen_op", "uiterste_dag", "geregistreerd_op"),
            )
        }
    )
)
_BETREFT: Final = Opdracht(toevoegen(verzoek_melding))
_HAAL: Final = select(verzoek).where(verzoek.c.id == bindparam("verzoek_id"))
_HAAL_EN_HOUD: Final = Opdracht(_HAAL.with_for_update())
_HAAL_ALLEEN: Final = Opdracht(_HAAL)
_MELDINGEN: Final = Opdracht(
    select(verzoek_melding.c.melding_id, verzoek_melding.c.advies, verzoek_melding.c.advies_op, melding.c.jeugdige_id)
    .join_from(verzoek_melding, melding)
    .where(verzoek_melding.c.verzoek_id == bindparam("verzoek_id"))
    .order_by(melding.c.meldmoment, melding.c.id)
)
_MELDINGEN_VAN: Final = Opdracht(
    select(
        verzoek_melding.c.verzoek_id,
        verzoek_melding.c.melding_id,
        verzoek_melding.c.advies,
        verzoek_melding.c.advies_op,
        melding.c.jeugdige_id,
    )
    .join_from(verzoek_melding, melding)
    .where(in_lijst(verzoek_melding.c.verzoek_id, "verzoeken"))
    .order_by(verzoek_melding.c.verzoek_id, melding.c.meldmoment, melding.c.id)
)
_NOG_OPEN: Final = (
    select(verzoek).where(verzoek.c.besluit.is_(None)).order_by(verzoek.c.uiterste_dag, verzoek.c.geregistreerd_op, verzoek.c.id)
)
_OPEN: Final = Opdracht(_NOG_OPEN)
_OPEN_BIJ: Final = Opdracht(_NOG_OPEN.where(verzoek.c.gemeentecode == bindparam("gemeentecode")))
_ADVIES: Final = Opdracht(
    update(verzoek_melding)
    .where(verzoek_melding.c.verzoek_id == bindparam("van_verzoek"), verzoek_melding.c.melding_id == bindparam("over_melding"))
    .values(advies=bindparam("advies"), advies_op=bindparam("advies_op"))
)
_DIT: Final = update(verzoek).where(verzoek.c.id == bindparam("van_verzoek"))
_VERLENG: Final = Opdracht(
    _DIT.values(
        uiterste_dag=bindparam("uiterste"),
        gewaarschuwd=null(),
        verlengd_op=bindparam("dag"),
        verlengd_kenmerk=bindparam("wat"),
        verlengd_door=bindparam("wie"),
    )
)
_GEWAARSCHUWD: Final = Opdracht(
    select(verzoek.c.id, verzoek.c.gewaarschuwd).where(verzoek.c.besluit.is_(None), verzoek.c.gewaarschuwd.is_not(None))
)
_WAARSCHUW: Final = Opdracht(_DIT.values(gewaarschuwd=bindparam("stand")))
_BESLIS: Final = Opdracht(
    _DIT.values(besluit=bindparam("besluit"), besluit_op=bindparam("dag"), besluit_kenmerk=bindparam("wat"), functionaris=bindparam("wie"))
)
_HEF_OP: Final = Opdracht(_DIT.values(opgeheven_op=bindparam("dag"), opgeheven_kenmerk=bindparam("wat"), opgeheven_door=bindparam("wie")))
_BLOKKEERT: Final = Opdracht(select(beperking.c.melding_id).where(beperking.c.verzoek_id == bindparam("verzoek_id")).limit(1))
_ARCHIEFBESLUIT: Final = Opdracht(toevoegen(archiefbesluit))


class SqlRechten:
    """``ports_rechten.Rechten``."""

    def __init__(self, sessie: Sessie, *, schrijft: bool) -> None:
        self._sessie = sessie
        self._haal = _HAAL_EN_HOUD if schrijft else _HAAL_ALLEEN

    def convenanten(self, meldingsbevoegden: Collection[str]) -> Mapping[str, Sequence[Convenant]]:
        """Per reporter the agreements of his instantie, or his own, in force or not; one without any is left out (R-131)."""
        rijen = self._sessie.rijen(_CONVENANTEN, gebruikers=lijst(sorted(set(meldingsbevoegden))))
        return {wie: [lees_convenant(rij[1:]) for rij in van_hem] for wie, van_hem in groupby(rijen, key=lambda rij: str(rij[0]))}

    def voeg_toe(self, verzoek: Rechtenverzoek) -> None:
        """Store a new request with the meldingen that it is about."""
        self._sessie.doe(
            _NIEUW,
            id=verzoek.id,
            soort=verzoek.soort.value,
            gemeentecode=verzoek.gemeentecode,
            jeugdige_id=verzoek.jeugdige_id,
            verzoeker=verzoek.verzoeker.value,
            kenmerk=verzoek.kenmerk,
            ontvangen_op=verzoek.ontvangen_op.isoformat(),
            uiterste_dag=verzoek.uiterste_dag.isoformat(),
            geregistreerd_op=als_tekst(verzoek.geregistreerd_op),
        )
        betreft = [{"verzoek_id": verzoek.id, "melding_id": wat, "advies": None, "advies_op": None} for wat in verzoek.melding_ids]
        self._sessie.doe_elk(_BETREFT, betreft)

    def meldingen_van(self, verzoek_id: str) -> Sequence[str]:
        """The meldingen that a request is about, locking nothing; none when there is no such request."""
        return [melding_id for melding_id, *_ in self._sessie.rijen(_MELDINGEN, verzoek_id=verzoek_id)]

    def haal(self, verzoek_id: str) -> Rechtenverzoek | None:
        """One request, locked against a simultaneous decision when the transaction writes; its jeugdige is that of its meldingen today."""
        rij = self._sessie.rij(self._haal, verzoek_id=verzoek_id)
        return None if rij is None else _verzoek(rij, self._sessie.rijen(_MELDINGEN, verzoek_id=verzoek_id))

    def open_verzoeken(self, gemeentecode: str | None) -> Sequence[Rechtenverzoek]:
        """What is not decided yet, at one college or at all, the earliest last day first; locking nothing (R-136)."""
        rijen = self._sessie.rijen(_OPEN) if gemeentecode is None else self._sessie.rijen(_OPEN_BIJ, gemeentecode=gemeentecode)
        betreft = self._sessie.rijen(_MELDINGEN_VAN, verzoeken=lijst(rij[0] for rij in rijen)) if rijen else ()
        per_verzoek = {verzoek_id: [rij[1:] for rij in van] for verzoek_id, van in groupby(betreft, key=lambda rij: str(rij[0]))}
        return [_verzoek(rij, per_verzoek.get(rij[0], ())) for rij in rijen]

    def gewaarschuwd(self) -> Mapping[str, Termijnstand]:
        """Of what is not decided yet: how the term stood when its college was last warned; left out when it was not (R-136)."""
        return {verzoek_id: Termijnstand(stand) for verzoek_id, stand in self._sessie.rijen(_GEWAARSCHUWD)}

    def noteer_waarschuwing(self, verzoek_id: str, stand: Termijnstand) -> None:
        """Its college is warned that the term stands so; an extension begins anew (R-136)."""
        self._sessie.doe(_WAARSCHUW, van_verzoek=verzoek_id, stand=stand.value)

    def noteer_advies(self, verzoek_id: str, advies: Advies) -> None:
        """What a reporter advises on one melding, instead of what he advised before (R-135)."""
        self._sessie.doe(
            _ADVIES,
            van_verzoek=verzoek_id,
            over_melding=advies.melding_id,
            advies=None if advies.advies is None else advies.advies.value,
            advies_op=None if advies.gegeven_op is None else als_tekst(advies.gegeven_op),
        )

    def noteer_besluit(self, verzoek_id: str, beslissing: Beslissing, uiterste_dag: date) -> None:
        """What the college decided, each in its place (verlenging, beslissing, opheffing), and the last day that follows (R-136)."""
        waarden = {"dag": beslissing.dag.isoformat(), "wat": beslissing.kenmerk, "wie": beslissing.functionaris}
        match beslissing.besluit:
            case Besluit.VERLENGD:
                self._sessie.doe(_VERLENG, van_verzoek=verzoek_id, uiterste=uiterste_dag.isoformat(), **waarden)
            case Besluit.OPGEHEVEN:
                self._sessie.doe(_HEF_OP, van_verzoek=verzoek_id, **waarden)
            case Besluit.TOEGEWEZEN | Besluit.AFGEWEZEN:
                self._sessie.doe(_BESLIS, van_verzoek=verzoek_id, besluit=beslissing.besluit.value, **waarden)

    def blokkeert(self, verzoek_id: str) -> bool:
        """Whether a melding is blocked on account of this request (R-138)."""
        return bool(self._sessie.rijen(_BLOKKEERT, verzoek_id=verzoek_id))

    def noteer_archiefbesluit(self, besluit: Archiefbesluit) -> None:
        """Keep a decision on the archive (R-112)."""
        self._sessie.doe(
            _ARCHIEFBESLUIT,
            id=besluit.id,
            gemeentecode=besluit.gemeentecode,
            kenmerk=besluit.kenmerk,
            besluit_op=besluit.dag.isoformat(),
            functionaris=besluit.functionaris,
            vastgelegd_op=als_tekst(besluit.vastgelegd_op),
        )


def _verzoek(rij: Rij, meldingen: Sequence[Rij]) -> Rechtenverzoek:
    van = dict(zip(verzoek.c.keys(), rij, strict=True))
    return Rechtenverzoek(
        id=van["id"],
        soort=VerzoekSoort(van["soort"]),
        gemeentecode=van["gemeentecode"],
        jeugdige_id=meldingen[0][3] if meldingen else van["jeugdige_id"],
        verzoeker=Verzoeker(van["verzoeker"]),
        kenmerk=van["kenmerk"],
        ontvangen_op=als_dag(van["ontvangen_op"]),
        uiterste_dag=als_dag(van["uiterste_dag"]),
        geregistreerd_op=als_moment(van["geregistreerd_op"]),
        adviezen=tuple(_adviezen(meldingen)),
        verlenging=_beslissing(Besluit.VERLENGD, van["verlengd_op"], van["verlengd_kenmerk"], van["verlengd_door"]),
        beslissing=_beslissing(van["besluit"], van["besluit_op"], van["besluit_kenmerk"], van["functionaris"]),
        opheffing=_beslissing(Besluit.OPGEHEVEN, van["opgeheven_op"], van["opgeheven_kenmerk"], van["opgeheven_door"]),
    )


def _adviezen(meldingen: Sequence[Rij]) -> Iterator[Advies]:
    for melding_id, advies, gegeven_op, _ in meldingen:
        yield Advies(melding_id, None if advies is None else AdviesSoort(advies), None if gegeven_op is None else als_moment(gegeven_op))


def _beslissing(besluit: str | None, dag: str | None, kenmerk: str, functionaris: str) -> Beslissing | None:
    return None if besluit is None or dag is None else Beslissing(Besluit(besluit), kenmerk, als_dag(dag), functionaris)
