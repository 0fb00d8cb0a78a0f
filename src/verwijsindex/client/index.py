"""`Verwijsindex`: one method per operation of the contract (koppelvlak.md 3)."""

import time
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

from verwijsindex.client import translate
from verwijsindex.client.codec import lees, schrijf
from verwijsindex.client.errors import VerwijsindexFout, Weigering
from verwijsindex.client.exchange import Kanaalkeuze, maak_kanaal
from verwijsindex.client.postbus import Verwerkt, verwerk
from verwijsindex.client.rechten import Rechten
from verwijsindex.client.repeat import Herhaling
from verwijsindex.client.requests import Bevraging, Contactgegevens, Stuurgegevens, TeMelden, ZonderBsn, nieuwe_sleutel
from verwijsindex.client.results import (
    Contact,
    EigenMelding,
    EigenMeldingenPagina,
    Koppeling,
    Melding,
    Signaal,
    SignalenPagina,
    Verbinding,
    Verwijdering,
)
from verwijsindex.contract.operaties import MELDINGEN, RECHTEN, SIGNALEN, operatie

MAX_AANTAL: Final = 500


def _nu() -> datetime:
    return datetime.now(UTC)


class Verwijsindex(Rechten):
    """The index, as one person of one partner system sees it. May be shared by threads.

    Every call raises a `VerwijsindexFout`: `Weigering`, `NietVertrouwd` or `Onbereikbaar`. A call that was not answered, or that the
    index could not handle, is repeated by itself with a new message about the same business key (koppelvlak.md 5).
    """

    def __init__(
        self,
        basis: str | None = None,
        *,
        certificaat: Path,
        sleutel: Path,
        ca: Path,
        server_oin: str,
        gebruiker: str,
        instantie: str | None = None,
        rol: str = "MELDER",
        meldingen_url: str | None = None,
        signalen_url: str | None = None,
        rechten_url: str | None = None,
        crl_map: Path | None = None,
        zonder_handtekening: bool = False,
        pogingen: int = 4,
        wachttijd: float = 30.0,
        wacht: Callable[[float], None] = time.sleep,
        klok: Callable[[], datetime] = _nu,
    ) -> None:
        """Load key and certificates; connects to nothing yet.

        `basis` stands for `<basis>/meldingen/v1` and so on, unless the address of a service is given. `ca`: PEM of whom to trust, for TLS
        and for signatures. `crl_map`: folder with a CRL of each issuer of the server's certificate; who is revoked, or cannot be looked up,
        is not trusted. `zonder_handtekening`: profile 2W-be, for an index that offers it; `basis` is then that address, with `/2w-be`.
        `wachttijd`: seconds per attempt. Raises OSError or ValueError when a file or value cannot be used.
        """
        adressen = {
            MELDINGEN: _adres(meldingen_url, basis, "meldingen/v1"),
            SIGNALEN: _adres(signalen_url, basis, "signalen/v1"),
            RECHTEN: _adres(rechten_url, basis, "rechten/v1"),
        }
        keuze = Kanaalkeuze(adressen, server_oin, klok, wachttijd, crl_map, zonder_handtekening)
        self._kanaal = maak_kanaal((certificaat, sleutel, ca), keuze)
        self._herhaling = Herhaling(pogingen, wacht)
        self._stuur = Stuurgegevens(self._kanaal.ondertekenaar.oin, gebruiker, instantie, rol)

    def als(self, *, gebruiker: str, instantie: str | None = None, rol: str = "MELDER") -> Self:
        """The same connection for another acting person; what is left out is not taken over."""
        ander = copy(self)
        ander._stuur = Stuurgegevens(self._stuur.verzender_oin, gebruiker, instantie, rol)
        return ander

    def sluit(self) -> None:
        """Close the connections, also for everyone made by `als`."""
        self._kanaal.transport.sluit()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        self.sluit()

    def controleer_verbinding(self) -> Verbinding:
        """ControleerVerbinding: whether key, certificate, signature and mandate work (R-150)."""
        return translate.verbinding(self._vraag("ControleerVerbinding"))

    def meld_jeugdige(
        self,
        *,
        bsn: str | None = None,
        bevraging: Bevraging | None = None,
        zonder_bsn: ZonderBsn | None = None,
        partner_melding_id: str | None = None,
    ) -> Melding:
        """MeldJeugdige, by exactly one of `bsn`, `bevraging`, `zonder_bsn` (R-020..R-024, R-071).

        `partner_melding_id` is the business key; one is made when it is left out. Raises ValueError without or with more ways.
        """
        verzoek = TeMelden(bsn, bevraging, zonder_bsn, nieuwe_sleutel() if partner_melding_id is None else partner_melding_id)
        antwoord = self._muteer("MeldJeugdige", verzoek.partner_melding_id, **verzoek.velden())
        return translate.melding(antwoord, verzoek.partner_melding_id)

    def meld_jeugdigen(self, verzoeken: Sequence[TeMelden]) -> tuple[Melding | Weigering, ...]:
        """MeldJeugdigen: 1 to 100 at once; per item, in the same order, its melding or why not (keuzes.md 4)."""
        items = [verzoek.velden() for verzoek in verzoeken]
        antwoord = self._vraag("MeldJeugdigen", melding=items)
        return translate.meldingen(antwoord, len(items))

    def verwijder_melding(self, melding_id: str, reden: str, *, partner_verzoek_id: str | None = None) -> Verwijdering:
        """VerwijderMelding; `reden` is NIET_TERECHT or RISICO_NIET_MEER_AANWEZIG (R-100, R-101)."""
        return translate.verwijdering(self._verzoek("VerwijderMelding", partner_verzoek_id, meldingId=melding_id, reden=reden))

    def raadpleeg_eigen_meldingen(self, vanaf_cursor: str | None = None, max_aantal: int = MAX_AANTAL) -> EigenMeldingenPagina:
        """RaadpleegEigenMeldingen: one page, from the cursor that the previous one gave (R-009)."""
        return translate.eigen_meldingen(self._vraag("RaadpleegEigenMeldingen", vanafCursor=vanaf_cursor, maxAantal=max_aantal))

    def eigen_meldingen(self) -> Iterator[EigenMelding]:
        """All own meldingen, page after page as they are needed (R-009)."""
        pagina = self.raadpleeg_eigen_meldingen()
        yield from pagina.meldingen
        while pagina.volgende_cursor is not None:
            pagina = self.raadpleeg_eigen_meldingen(pagina.volgende_cursor)
            yield from pagina.meldingen

    def wijzig_contactgegevens(
        self, meldingsbevoegde_id: str, contactgegevens: Contactgegevens, *, partner_verzoek_id: str | None = None
    ) -> date:
        """WijzigContactgegevens of himself, or by the coordinator of a colleague; the day of the change (R-053, R-054, R-096)."""
        velden: dict[str, object] = {"meldingsbevoegdeId": meldingsbevoegde_id, "contactgegevens": contactgegevens.velden()}
        gewijzigd_op: date = self._verzoek("WijzigContactgegevens", partner_verzoek_id, **velden).gewijzigdOp
        return gewijzigd_op

    def koppel_bsn(self, melding_id: str, bsn: str, *, partner_verzoek_id: str | None = None) -> Koppeling:
        """KoppelBsn: a melding without BSN gets one (R-030)."""
        return translate.koppeling(self._verzoek("KoppelBsn", partner_verzoek_id, meldingId=melding_id, bsn=bsn))

    def haal_signalen_op(
        self, vanaf_volgnummer: int | None = None, max_aantal: int = MAX_AANTAL, *, ontvanger_id: str | None = None
    ) -> SignalenPagina:
        """HaalSignalenOp: unacknowledged signalen from `vanaf_volgnummer` on (R-094).

        `ontvanger_id`: whose mailbox; for the coordinator, and for him only (keuzes.md 9).
        """
        velden: dict[str, object] = {"ontvangerId": ontvanger_id, "vanafVolgnummer": vanaf_volgnummer, "maxAantal": max_aantal}
        return translate.signalen(self._vraag("HaalSignalenOp", **velden))

    def bevestig_signalen(self, signaal_ids: Sequence[str], *, ontvanger_id: str | None = None) -> dict[str, str]:
        """BevestigSignalen, at most 500: per id BEVESTIGD, REEDS_BEVESTIGD or ONBEKEND (R-094). Without ids nothing is asked."""
        if not signaal_ids:
            return {}
        antwoord = self._vraag("BevestigSignalen", ontvangerId=ontvanger_id, signaalId=list(signaal_ids))
        return {regel.signaalId: regel.uitkomst for regel in antwoord.resultaat}

    def verwerk_signalen(
        self,
        bewaar: Callable[[Signaal], None],
        laatste: int | None = None,
        *,
        max_aantal: int = MAX_AANTAL,
        ontvanger_id: str | None = None,
    ) -> Verwerkt:
        """The whole mailbox: every waiting signaal goes to `bewaar` and is confirmed after that, page by page (R-094).

        `laatste`: the highest volgnummer of the time before; numbers that are missing since are told. The same signaal can come twice,
        when a confirmation was lost: keep it by its `signaal_id`. What `bewaar` raises ends it, and that page is not confirmed.
        """
        return verwerk(self, bewaar, laatste, max_aantal=max_aantal, ontvanger_id=ontvanger_id)

    def haal_historie_op(self, melding_id: str, *, partner_verzoek_id: str | None = None) -> tuple[Contact, ...]:
        """HaalHistorieOp: the reporters of archived meldingen, once (R-104..R-108)."""
        return translate.contacten(self._verzoek("HaalHistorieOp", partner_verzoek_id, meldingId=melding_id))

    def _vraag(self, naam: str, **velden: object) -> Any:
        """Ask, if need be again, and return what zeep read of the verified answer."""
        gevraagd = operatie(naam)
        body = schrijf(gevraagd, {"stuurgegevens": self._stuur.velden(), **velden})
        return lees(gevraagd, self._herhaling.doe(lambda: self._kanaal.vraag(gevraagd, body)))

    def _muteer(self, naam: str, sleutel: str, **velden: object) -> Any:
        """Ask; a failure tells under which business key it can be asked again."""
        try:
            return self._vraag(naam, **velden)
        except VerwijsindexFout as fout:
            fout.zakelijke_sleutel = sleutel
            raise

    def _verzoek(self, naam: str, partner_verzoek_id: str | None, **velden: object) -> Any:
        sleutel = nieuwe_sleutel() if partner_verzoek_id is None else partner_verzoek_id
        return self._muteer(naam, sleutel, partnerVerzoekId=sleutel, **velden)


def _adres(gegeven: str | None, basis: str | None, pad: str) -> str:
    """The address of a service. Raises ValueError when it is no plain https address."""
    adres = gegeven or f"{(basis or '').rstrip('/')}/{pad}"
    delen = urlsplit(adres)
    if delen.scheme != "https" or not delen.hostname or delen.query or delen.fragment or delen.username is not None:
        raise ValueError("het adres van een dienst is https://host[:poort]/pad")
    return adres
