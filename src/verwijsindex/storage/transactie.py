"""One unit of work: the repositories over one session (stijl.md 4)."""

from collections.abc import Collection, Iterable
from functools import cached_property

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
    """``ports.Transactie``: everything or nothing, and nothing unless kept.

    A repository is made when it is first asked for: a message needs six of them.
    """

    def __init__(self, sessie: Sessie, kluis: Kluis, bos: Sleutelbos, *, schrijft: bool) -> None:
        self._sessie = sessie
        self._kluis = kluis
        self._bos = bos
        self._schrijft = schrijft

    organisaties = cached_property(lambda t: SqlOrganisaties(t._sessie, t._kluis))
    jeugdigen = cached_property(lambda t: SqlJeugdigen(t._sessie, t._kluis))
    hernummering = cached_property(lambda t: SqlHernummering(t._sessie, t._kluis))
    meldingen = cached_property(lambda t: SqlMeldingen(t._sessie, t._kluis, schrijft=t._schrijft))
    signalen = cached_property(lambda t: SqlSignalen(t._sessie, t._kluis, schrijft=t._schrijft))
    historie = cached_property(lambda t: SqlHistorie(t._sessie, t._kluis))
    sleutels = cached_property(lambda t: SqlZakelijkeSleutels(t._sessie, t._kluis))
    notificaties = cached_property(lambda t: SqlNotificaties(t._sessie))
    logboek = cached_property(lambda t: SqlLogboek(t._sessie, t._kluis))
    toezicht = cached_property(lambda t: SqlToezicht(t._sessie))
    logketen = cached_property(lambda t: SqlLogketen(t._sessie, t._kluis))
    onderhoud = cached_property(lambda t: SqlOnderhoud(t._sessie, t._kluis))
    inzage = cached_property(lambda t: SqlInzage(t._sessie))
    beperkingen = cached_property(lambda t: SqlBeperkingen(t._sessie))
    rechten = cached_property(lambda t: SqlRechten(t._sessie, schrijft=t._schrijft))
    afbouw = cached_property(lambda t: SqlAfbouw(t._sessie, t._kluis))
    beleidsstand = cached_property(lambda t: SqlBeleidsstand(t._sessie))
    uitgesloten_adressen = cached_property(lambda t: SqlUitgeslotenAdressen(t._sessie, t._kluis))
    volglijst = cached_property(lambda t: SqlVolglijst(t._sessie, t._kluis))
    partnercertificaten = cached_property(lambda t: SqlPartnercertificaten(t._sessie))
    verloopwaarschuwingen = cached_property(lambda t: SqlVerloopwaarschuwingen(t._sessie))
    sleutelregister = cached_property(lambda t: SqlSleutelregister(t._sessie, t._bos))
    sleutelwissel = cached_property(lambda t: SqlSleutelwissel(t._sessie, t._kluis))

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
