"""One unit of work: the repositories over one session (stijl.md 4)."""

from collections.abc import Collection, Iterable

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.nummers import Bsn, Persoonsnummer
from verwijsindex.storage import sloten
from verwijsindex.storage.afbouw import SqlAfbouw, SqlBeleidsstand
from verwijsindex.storage.beperkingen import SqlBeperkingen
from verwijsindex.storage.beschermd import SqlSleutelwissel
from verwijsindex.storage.certificaten import SqlPartnercertificaten, SqlVerloopwaarschuwingen
from verwijsindex.storage.hernummeren import SqlHernummering
from verwijsindex.storage.historie import SqlHistorie
from verwijsindex.storage.inzage import SqlInzage
from verwijsindex.storage.jeugdigen import SqlJeugdigen, adrespseudoniemen, nummer_kenmerk, ouderpseudoniem
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.logboek import SqlLogboek
from verwijsindex.storage.logketen import SqlLogketen
from verwijsindex.storage.meldingen import SqlMeldingen
from verwijsindex.storage.notificaties import SqlNotificaties
from verwijsindex.storage.onderhoud import SqlOnderhoud
from verwijsindex.storage.opdracht import Sessie
from verwijsindex.storage.organisaties import SqlOrganisaties
from verwijsindex.storage.rua import SqlUitgeslotenAdressen
from verwijsindex.storage.signalen import SqlSignalen
from verwijsindex.storage.sleutelregister import Sleutelbos, SqlSleutelregister
from verwijsindex.storage.toezicht import SqlToezicht
from verwijsindex.storage.verzoeken import SqlRechten
from verwijsindex.storage.volglijst import SqlVolglijst
from verwijsindex.storage.zakelijke_sleutels import SqlZakelijkeSleutels


class SqlTransactie:
    """``ports.Transactie``: everything or nothing, and nothing unless kept."""

    def __init__(self, sessie: Sessie, kluis: Kluis, bos: Sleutelbos, *, schrijft: bool) -> None:
        self._sessie = sessie
        self._kluis = kluis
        self.organisaties = SqlOrganisaties(sessie, kluis)
        self.jeugdigen = SqlJeugdigen(sessie, kluis)
        self.hernummering = SqlHernummering(sessie, kluis)
        self.meldingen = SqlMeldingen(sessie, kluis, schrijft=schrijft)
        self.signalen = SqlSignalen(sessie, kluis, schrijft=schrijft)
        self.historie = SqlHistorie(sessie, kluis)
        self.sleutels = SqlZakelijkeSleutels(sessie, kluis)
        self.notificaties = SqlNotificaties(sessie)
        self.logboek = SqlLogboek(sessie, kluis)
        self.toezicht = SqlToezicht(sessie)
        self.logketen = SqlLogketen(sessie, kluis)
        self.onderhoud = SqlOnderhoud(sessie, kluis)
        self.inzage = SqlInzage(sessie)
        self.beperkingen = SqlBeperkingen(sessie)
        self.rechten = SqlRechten(sessie, schrijft=schrijft)
        self.afbouw = SqlAfbouw(sessie, kluis)
        self.beleidsstand = SqlBeleidsstand(sessie)

        self.uitgesloten_adressen = SqlUitgeslotenAdressen(sessie, kluis)
        self.volglijst = SqlVolglijst(sessie, kluis)
        self.partnercertificaten = SqlPartnercertificaten(sessie)
        self.verloopwaarschuwingen = SqlVerloopwaarschuwingen(sessie)
        self.sleutelregister = SqlSleutelregister(sessie, bos)
        self.sleutelwissel = SqlSleutelwissel(sessie, kluis)

    def vergrendel(self, nummer: Persoonsnummer, ouders: Iterable[Bsn], *samen_met: Persoonsnummer, adres: Woonadres | None = None) -> None:
        """Let nobody else change this jeugdige, those who come together with him, or his family until the end (R-082).

        Family are children of these parents and who lives at this woonadres.
        """
        if sloten.nodig(self._sessie):
            jeugdigen = (nummer_kenmerk(self._kluis, wie) for wie in (nummer, *samen_met))
            gezin = (ouderpseudoniem(self._kluis, ouder) for ouder in ouders)
            huis = (vorm for vorm in adrespseudoniemen(self._kluis, adres) if vorm is not None)
            sloten.vergrendel(self._sessie, self._kluis, {*jeugdigen, *gezin, *huis})

    def vergrendel_melding(self, melding_id: str) -> None:
        """The same for the jeugdige of this melding; nothing when it does not exist."""
        if sloten.nodig(self._sessie):
            sloten.vergrendel_meldingen(self._sessie, self._kluis, [melding_id])

    def vergrendel_meldingen(self, melding_ids: Collection[str]) -> None:
        """The same for the jeugdigen of all these meldingen at once."""
        if sloten.nodig(self._sessie):
            sloten.vergrendel_meldingen(self._sessie, self._kluis, melding_ids)

    def leg_vast(self) -> None:
        """Commit; without it the transaction forgets."""
        self._sessie.leg_vast()
