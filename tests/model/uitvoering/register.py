"""What the register says from now on, and when the index hears of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from verwijsindex.brp.adresbestand import nummeraanduiding
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.personenbestand import lees_persoonslijst
from verwijsindex.brp.schrijver import schrijf
from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.ronde import Ronde
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden
from verwijsindex.operations.verwerk_wijzigingen import verwerk_wijzigingen

from ..wereld import Mens
from .proces import Proces


class Register(Proces):
    """Events in the world, and the work of the index by itself."""

    def register(self, mensen: Mapping[str, Mens]) -> None:
        """From now on the register says this."""
        entries = [mens.entry for mens in mensen.values() for _ in range(max(mens.keren, 1))]
        maak_register(self._registerbestand, (lees_persoonslijst(entry) for entry in entries))

    def wijzig(self, mens: Mens) -> None:
        """An event: the one who bears his number is now like this, and the register tells that he changed."""
        with schrijf(self._waar_het_is, self.klok.moment) as register:
            wie = register.vind(Bsn(mens.bsn))
            register.zet(
                wie,
                ouders=" ".join(sorted(mens.ouders)),
                gemeentecode=mens.gemeente,
                nummeraanduiding=None if mens.adres is None else nummeraanduiding(mens.adres),
                briefadres=mens.brief,
                woont_sinds=mens.sinds,
                opgeschort=mens.opgeschort,
                datum_overlijden="20260101" if mens.dood else None,
            )
            register.noteer(wie.bsn)

    def register_weg(self) -> None:
        """It does not answer; what happens in the world is written down all the same."""
        if self._registerbestand.exists():
            self._registerbestand.rename(self._weg)

    def register_terug(self) -> None:
        self._weg.rename(self._registerbestand)

    def verwerk_wijzigingen(self) -> None:
        verwerk_wijzigingen(self.context)

    def onderhoud(self) -> None:
        """What the index does by itself; that the register is away is no reason to leave anything else."""
        verslag = onderhoud(Ronde(self.context, self.klok.moment, datetime.now(UTC)))
        for mislukt in verslag.mislukt:
            raise mislukt.fout

    def sluit_uit(self, adres: int, vanaf: date, tot: date) -> None:
        """R-075: nobody there is family by that address in this time."""
        plek = UitgeslotenAdres(Woonadres(nummeraanduiding(adres)), Bron.MINISTER, Geldigheid(vanaf, tot))
        with self._opslag.schrijven() as transactie:
            transactie.uitgesloten_adressen.neem_over([plek])
            transactie.leg_vast()

    def overlijdensbericht(self, bsn: str) -> None:
        verwerk_overlijden(Bsn(bsn), self.context)
