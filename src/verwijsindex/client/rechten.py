"""The operations of RechtenService_v1: what a college asks of the index, and the advice of a reporter (koppelvlak.md 3)."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from verwijsindex.client.requests import ZonderBsn
from verwijsindex.client.results_rechten import (
    Besluit,
    BetrokkenMelding,
    Ingezien,
    IngezienMelding,
    Inzage,
    Professional,
    Rechtenverzoek,
    Verstrekking,
)
from verwijsindex.client.translate import contact


class Rechten(ABC):
    """One method per operation; `Verwijsindex` is one."""

    @abstractmethod
    def _verzoek(self, naam: str, partner_verzoek_id: str | None, **velden: object) -> Any:
        """Ask under this business key, or under a new one."""

    def registreer_verzoek(
        self,
        soort: str,
        *,
        verzoeker: str,
        kenmerk: str,
        ontvangen_op: date,
        bsn: str | None = None,
        zonder_bsn: ZonderBsn | None = None,
        blokkeren: bool | None = None,
        partner_verzoek_id: str | None = None,
    ) -> Rechtenverzoek:
        """RegistreerVerzoek about a jeugdige by exactly one of `bsn` and `zonder_bsn` (R-131, R-132, R-136, R-138).

        `soort`: INZAGE, CORRECTIE, WISSING, BEZWAAR or BEPERKING. `verzoeker`: VERTEGENWOORDIGER, GEZAMENLIJK or JEUGDIGE, by his age.
        Raises ValueError without or with both ways.
        """
        velden = {"soort": soort, "verzoeker": verzoeker, "kenmerk": kenmerk, "ontvangenOp": ontvangen_op, "blokkeren": blokkeren}
        gelezen = self._verzoek("RegistreerVerzoek", partner_verzoek_id, jeugdige=_een_van(bsn=bsn, zonderBsn=zonder_bsn), **velden)
        betrokken = tuple(BetrokkenMelding(een.meldingId, een.status, contact(een.contact)) for een in gelezen.betrokken)
        return Rechtenverzoek(gelezen.verzoekId, gelezen.uitersteDag, betrokken)

    def geef_advies(self, verzoek_id: str, melding_id: str, advies: str, *, partner_verzoek_id: str | None = None) -> datetime:
        """GeefAdvies, by the reporter: HANDHAVEN, VERWIJDEREN or BEPERKEN; the moment at which it was recorded (R-135)."""
        velden = {"verzoekId": verzoek_id, "meldingId": melding_id, "advies": advies}
        gegeven_op: datetime = self._verzoek("GeefAdvies", partner_verzoek_id, **velden).gegevenOp
        return gegeven_op

    def beslis_verzoek(
        self,
        verzoek_id: str,
        besluit: str,
        *,
        kenmerk: str,
        datum: date,
        functionaris_id: str,
        meldingen: Sequence[str] = (),
        zonder_advies: bool | None = None,
        partner_verzoek_id: str | None = None,
    ) -> Besluit:
        """BeslisVerzoek: TOEGEWEZEN, AFGEWEZEN, VERLENGD or OPGEHEVEN; carried out at once (R-135..R-138).

        Without `meldingen` it is about all of the request. `zonder_advies`: the college decides although a reporter has not advised.
        """
        velden = {"verzoekId": verzoek_id, "besluit": besluit, "kenmerk": kenmerk, "datum": datum, "functionarisId": functionaris_id}
        meer = {"zonderAdvies": zonder_advies, "meldingId": list(meldingen)}
        gelezen = self._verzoek("BeslisVerzoek", partner_verzoek_id, **velden, **meer)
        return Besluit(gelezen.uitersteDag, {regel.meldingId: regel.gevolg for regel in gelezen.resultaat})

    def geef_inzage(self, verzoek_id: str, *, partner_verzoek_id: str | None = None) -> Inzage:
        """GeefInzage: everything that the jeugdige may see; the request is granted by it (R-134)."""
        gelezen = self._verzoek("GeefInzage", partner_verzoek_id, verzoekId=verzoek_id)
        return Inzage(
            verzoek_id=gelezen.verzoekId,
            kenmerk=gelezen.kenmerk,
            op=gelezen.op,
            meldingen=tuple(_melding(melding) for melding in gelezen.melding),
            ingezien=tuple(_ingezien(een) for een in gelezen.ingezien),
        )

    def verwijder_uit_archief(
        self,
        *,
        kenmerk: str,
        datum: date,
        functionaris_id: str,
        melding_id: str | None = None,
        bsn: str | None = None,
        zonder_bsn: ZonderBsn | None = None,
        partner_verzoek_id: str | None = None,
    ) -> tuple[str, ...]:
        """VerwijderUitArchief: one archived melding, or all of a jeugdige under this college; the ids that were destroyed (R-112).

        Raises ValueError unless exactly one of `melding_id`, `bsn` and `zonder_bsn` is given.
        """
        archief = _een_van(meldingId=melding_id, bsn=bsn, zonderBsn=zonder_bsn)
        velden = {"kenmerk": kenmerk, "datum": datum, "functionarisId": functionaris_id}
        return tuple(self._verzoek("VerwijderUitArchief", partner_verzoek_id, archief=archief, **velden).meldingId)


def _een_van(**keuzes: str | ZonderBsn | None) -> dict[str, object]:
    """The one that was given, as the contract writes it. Raises ValueError for none and for more."""
    gegeven = {naam: waarde for naam, waarde in keuzes.items() if waarde is not None}
    if len(gegeven) != 1:
        raise ValueError("geef precies een manier om te zeggen over wie of wat het gaat")
    return {naam: waarde.velden() if isinstance(waarde, ZonderBsn) else waarde for naam, waarde in gegeven.items()}


def _melding(gelezen: Any) -> IngezienMelding:
    return IngezienMelding(
        melding_id=gelezen.meldingId,
        status=gelezen.status,
        melder=_professional(gelezen.melder),
        coordinator=_of_niemand(gelezen.coordinator),
        meldmoment=gelezen.meldmoment,
        verwijderdatum=gelezen.verwijderdatum,
        gearchiveerd_tot=gelezen.gearchiveerdTot,
        verstrekt=tuple(Verstrekking(v.soort, _of_niemand(v.aan), v.op, v.opgehaaldOp) for v in gelezen.verstrekt),
    )


def _ingezien(gelezen: Any) -> Ingezien:
    return Ingezien(gelezen.op, gelezen.rol, gelezen.gebeurtenis, _of_niemand(gelezen.wie), gelezen.zaak)


def _of_niemand(gelezen: Any) -> Professional | None:
    return None if gelezen is None else _professional(gelezen)


def _professional(gelezen: Any) -> Professional:
    return Professional(
        naam=gelezen.naam,
        instantie=gelezen.instantie,
        gemeentecode=gelezen.gemeentecode,
        locatie=gelezen.locatie,
        functie=gelezen.functie,
        telefoon=gelezen.telefoon,
        emailadres=gelezen.emailadres,
    )
