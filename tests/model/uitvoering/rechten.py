"""What colleges ask, and what a reporter advises them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from verwijsindex.domain.aanduiding import OpBsn, ZonderBsn
from verwijsindex.domain.instantie import Gebruiker, MandaatSoort, Rol, Stuurgegevens
from verwijsindex.domain.verzoek import AdviesSoort, Beslissing, Besluit, Verzoeker, VerzoekSoort
from verwijsindex.operations.beslis_verzoek import BeslisVerzoek, beslis_verzoek
from verwijsindex.operations.context import Afzender
from verwijsindex.operations.geef_advies import GeefAdvies, geef_advies
from verwijsindex.operations.registreer_verzoek import Geregistreerd, RegistreerVerzoek, registreer_verzoek
from verwijsindex.operations.verwijder_uit_archief import VanMelding, VerwijderUitArchief, verwijder_uit_archief
from verwijsindex.storage.versleuteling import Sleutels

from ..wereld import BSN, REGIE, ZONDER, Mens
from .berichten import aanduiding, gegevens, of_code
from .proces import ALTIJD, Proces


class Rechten(Proces):
    """RechtenService."""

    def __init__(self, url: str, sleutels: Sleutels, map: Path, moment: Any) -> None:
        super().__init__(url, sleutels, map, moment)
        with self.beheer() as beheer:
            for gemeente in REGIE:
                wie = _ambtenaar(gemeente)
                beheer.gebruiker(
                    Gebruiker(wie, MandaatSoort.GEMEENTE, frozenset({Rol.COLLEGE}), ALTIJD, contact=gegevens(wie), gemeentecode=gemeente)
                )
            beheer.leg_vast()

    def registreer_verzoek(
        self, gemeente: str, mens: Mens, soort: str, verzoeker: str, ontvangen: date, *, zonder: bool, blokkeren: bool, sleutel: str
    ) -> Geregistreerd | str:
        verzoek = RegistreerVerzoek(
            _college(gemeente),
            sleutel,
            VerzoekSoort(soort),
            _betrokkene(mens, zonder=zonder),
            Verzoeker(verzoeker),
            "zaak",
            ontvangen,
            blokkeren,
        )
        return of_code(lambda: registreer_verzoek(verzoek, self.context))

    def geef_advies(self, wie: str, verzoek_id: str, melding_id: str, sleutel: str) -> str:
        verzoek = GeefAdvies(self.van(wie), sleutel, verzoek_id, melding_id, AdviesSoort.HANDHAVEN)
        gegeven = of_code(lambda: geef_advies(verzoek, self.context))
        return gegeven if isinstance(gegeven, str) else "OK"

    def beslis_verzoek(
        self, gemeente: str, verzoek_id: str, besluit: str, melding_ids: Sequence[str], *, zonder_advies: bool, dag: date, sleutel: str
    ) -> tuple[dict[str, str], date] | str:
        """What became of each melding, and the last day that follows."""
        beslissing = Beslissing(Besluit(besluit), "besluit", dag, _ambtenaar(gemeente))
        verzoek = BeslisVerzoek(_college(gemeente), sleutel, verzoek_id, beslissing, zonder_advies, tuple(melding_ids))
        beslist = of_code(lambda: beslis_verzoek(verzoek, self.context))
        return beslist if isinstance(beslist, str) else ({wat: str(gevolg) for wat, gevolg in beslist.gevolgen}, beslist.uiterste_dag)

    def leeg_archief(self, gemeente: str, wat: Mens | str, *, zonder: bool, dag: date, sleutel: str) -> frozenset[str] | str:
        """``wat`` is a person or the id of a melding."""
        van = VanMelding(wat) if isinstance(wat, str) else _betrokkene(wat, zonder=zonder)
        verzoek = VerwijderUitArchief(_college(gemeente), sleutel, van, "besluit", dag, _ambtenaar(gemeente))
        weg = of_code(lambda: verwijder_uit_archief(verzoek, self.context))
        return weg if isinstance(weg, str) else frozenset(weg)


def _betrokkene(mens: Mens, *, zonder: bool) -> OpBsn | ZonderBsn:
    wie = aanduiding(mens, ZONDER if zonder else BSN)
    assert isinstance(wie, OpBsn | ZonderBsn)
    return wie


def _ambtenaar(gemeente: str) -> str:
    return f"college-{gemeente}"


def _college(gemeente: str) -> Afzender:
    return Afzender(REGIE[gemeente], str(uuid4()), Stuurgegevens(REGIE[gemeente], _ambtenaar(gemeente), Rol.COLLEGE))
