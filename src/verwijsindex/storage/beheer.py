"""Registration of who may act (R-001..R-008); onboarding and the sandbox write through it, requests only read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, delete, select, text, update

from verwijsindex.domain.instantie import (
    Categorieen,
    Convenant,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
)
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.organisatie import (
    PROFIELTEKSTEN,
    Conformiteit,
    Gemeente,
    Inschrijvingen,
    Naamswijziging,
    Organisatieprofiel,
    PartnerToestand,
)
from verwijsindex.domain.regels.inschrijven import (
    eis_convenant,
    eis_gebruiker,
    eis_instantie,
    eis_oin,
    mag_live,
    mag_mandaat,
    verlengt,
)
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk
from verwijsindex.domain.tijd import vandaag
from verwijsindex.storage.certificaten import SqlPartnercertificaten
from verwijsindex.storage.conformiteit import conformiteiten, leg_conformiteit_vast
from verwijsindex.storage.inschrijvingen import (
    bereikbare_regie,
    convenanten_met,
    lees_gemeente,
    lees_inschrijvingen,
    lees_profiel,
    verberg_profielcontact,
)
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.logboek import SqlLogboek
from verwijsindex.storage.namen import ga_op, namen, noem
from verwijsindex.storage.notificaties import SqlNotificaties, hervat
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, bewaren
from verwijsindex.storage.organisaties import verberg_contact
from verwijsindex.storage.sloten import nodig
from verwijsindex.storage.tabellen import convenant, coordinator, gebruiker, instantie, mandaat, partner, terugval
from verwijsindex.storage.tabellen_organisaties import gemeente, organisatieprofiel
from verwijsindex.storage.verweesd import noteer_verweesde, verweesde_meldingen
from verwijsindex.storage.vormen import dag_of_niets, tekst_of_niets

_PARTNER: Final = Opdracht(bewaren(partner))
_GEMEENTE: Final = Opdracht(bewaren(gemeente))
_INSTANTIE: Final = Opdracht(bewaren(instantie, "naam"))
"""What an instantie is called is kept by day (``namen``)."""
_PROFIEL: Final = Opdracht(bewaren(organisatieprofiel))
_GEBRUIKER: Final = Opdracht(bewaren(gebruiker))
_CONVENANT: Final = Opdracht(bewaren(convenant))
_MANDAAT: Final = Opdracht(bewaren(mandaat))
_EINDE_MANDAAT: Final = Opdracht(
    select(mandaat.c.tot).where(
        mandaat.c.oin == bindparam("oin"),
        mandaat.c.soort == bindparam("soort"),
        mandaat.c.doel == bindparam("doel"),
        mandaat.c.gemeentecode == bindparam("gemeentecode"),
        mandaat.c.vanaf == bindparam("vanaf"),
    )
)
_COORDINATOR: Final = Opdracht(bewaren(coordinator))
_GEEN_COORDINATOR: Final = Opdracht(delete(coordinator).where(coordinator.c.instantie_id == bindparam("instantie_id")))
_TERUGVAL: Final = Opdracht(bewaren(terugval))
_GEEN_TERUGVAL: Final = Opdracht(delete(terugval).where(terugval.c.instantie_id == bindparam("instantie_id")))
_VERPLAATS: Final = Opdracht(update(gebruiker).where(gebruiker.c.id == bindparam("wie")).values(instantie_id=bindparam("tot")))
_SLUIT_AF: Final = Opdracht(text("LOCK TABLE partner IN SHARE ROW EXCLUSIVE MODE"))
"""Who reports goes on: a foreign key takes a weaker lock."""
_EINDE_AANWIJZING: Final = Opdracht(select(gebruiker.c.aanwijzing_tot).where(gebruiker.c.id == bindparam("gebruiker_id")))
_EINDE_CONVENANT: Final = Opdracht(
    select(convenant.c.tot).where(
        convenant.c.soort == bindparam("soort"),
        convenant.c.houder == bindparam("houder"),
        convenant.c.gemeentecode == bindparam("gemeentecode"),
        convenant.c.vanaf == bindparam("vanaf"),
    )
)
_COLLEGA: Final = Opdracht(
    select(gebruiker.c.rollen).where(gebruiker.c.id == bindparam("gebruiker_id"), gebruiker.c.instantie_id == bindparam("instantie_id"))
)


class Beheer:
    """Inserts, or replaces what has the same key. Forgets unless told to keep, as every transaction.

    ``nu`` is the moment of the registration. Each method raises ValueError, in Dutch, for what the law or the contract does not allow.
    """

    def __init__(self, sessie: Sessie, kluis: Kluis, *, nu: datetime, productie: bool, categorieen: Categorieen) -> None:
        self._sessie = sessie
        self._kluis = kluis
        self._nu = nu
        self._dag = vandaag(nu)
        self._productie = productie
        self._categorieen = categorieen

    def partner(self, oin: str, naam: str, toestand: PartnerToestand = PartnerToestand.ACTIEF) -> None:
        """A partner system. R-161: an OIN, and not a test number in production."""
        eis_oin(oin, productie=self._productie)
        self._sessie.doe(_PARTNER, oin=oin, naam=naam, toestand=toestand.value)

    def gemeente(self, wie: Gemeente) -> None:
        """A gemeente. R-181: it goes live, or on another day, with a convenant and a regievoerder who are registered already."""
        vorige = lees_gemeente(self._sessie, wie.code)
        if wie.live_vanaf is not None and (vorige is None or vorige.live_vanaf != wie.live_vanaf):
            regie = bereikbare_regie(self._sessie, self._kluis, wie.code)
            mag_live(wie, convenanten_met(self._sessie, wie.code), regie, self._dag)
        self._sessie.doe(_GEMEENTE, code=wie.code, naam=wie.naam, live_vanaf=tekst_of_niets(wie.live_vanaf))

    def instantie(self, wie: Instantie) -> None:
        """An instantie. R-002: of a category for instanties that is in force today; R-060: life span of 1 to 24 months.

        R-184: another name holds from today; what it was called is kept.
        """
        eis_instantie(wie, self._dag, self.maanden, self._categorieen)
        self._sessie.doe(
            _INSTANTIE,
            id=wie.id,
            naam=wie.naam,
            categorie=wie.categorie,
            levensduur_maanden=wie.levensduur_maanden,
            mail_collegas=wie.mail_collegas,
        )
        noem(self._sessie, wie.id, wie.naam, self._dag)

    def profiel(self, instantie_id: str, profiel: Organisatieprofiel) -> None:
        """How this instantie works with the index (R-180); may be incomplete, and then none of its mandates begins."""
        contact = verberg_profielcontact(self._kluis, instantie_id, profiel.contact)
        teksten = {veld: getattr(profiel, veld) for veld in PROFIELTEKSTEN}
        self._sessie.doe(_PROFIEL, instantie_id=instantie_id, **teksten, contact=contact)

    def gebruiker(self, wie: Gebruiker) -> None:
        """An appointment; its instantie must be registered already. R-002, R-007, R-008, R-053.

        R-005: an end deletes nothing; a line in the logboek says which meldingen it leaves behind.
        """
        eis_gebruiker(wie, self._dag, self._categorieen)
        vorig_einde = self._sessie.rij(_EINDE_AANWIJZING, gebruiker_id=wie.id)
        self._sessie.doe(
            _GEBRUIKER,
            id=wie.id,
            soort=wie.soort.value,
            rollen=",".join(sorted(wie.rollen)),
            aanwijzing_vanaf=wie.aanwijzing.vanaf.isoformat(),
            aanwijzing_tot=tekst_of_niets(wie.aanwijzing.tot),
            contact=verberg_contact(self._kluis, wie.id, wie.contact),
            instantie_id=None if wie.instantie is None else wie.instantie.id,
            categorie=wie.categorie,
            gemeentecode=wie.gemeentecode,
            beperking_bevestigd=wie.beperking_bevestigd,
        )
        hervat(self._sessie, wie.id)
        self._noteer_verweesde(wie.aanwijzing.tot, vorig_einde, wie.id)

    def coordinator(self, instantie_id: str, gebruiker_id: str | None) -> None:
        """Whose contact data stand in signalen as coordinator of this instantie; None for nobody. R-008: one of its own."""
        if gebruiker_id is None:
            self._sessie.doe(_GEEN_COORDINATOR, instantie_id=instantie_id)
            return
        rij = self._sessie.rij(_COLLEGA, gebruiker_id=gebruiker_id, instantie_id=instantie_id)
        if rij is None or Rol.COORDINATOR not in rij[0].split(","):
            raise ValueError("een coordinator is een gebruiker van deze instantie met de rol COORDINATOR")
        self._sessie.doe(_COORDINATOR, instantie_id=instantie_id, gebruiker_id=gebruiker_id)

    def terugval(self, instantie_id: str, gebruiker_id: str | None) -> None:
        """Who reads what reporters left behind while this instantie has no coordinator; None for nobody. R-005: one of its own."""
        if gebruiker_id is None:
            self._sessie.doe(_GEEN_TERUGVAL, instantie_id=instantie_id)
            return
        if self._sessie.rij(_COLLEGA, gebruiker_id=gebruiker_id, instantie_id=instantie_id) is None:
            raise ValueError("wie invalt voor een coordinator, is een gebruiker van deze instantie")
        self._sessie.doe(_TERUGVAL, instantie_id=instantie_id, gebruiker_id=gebruiker_id)

    def convenant(self, soort: MandaatSoort, houder: str, afspraak: Convenant) -> None:
        """Agreements of an instantie or functionaris (``houder``). R-023: another use of the BSN only with its ground.

        R-005: an end deletes nothing; a line in the logboek says which meldingen it leaves behind.
        """
        eis_convenant(soort, afspraak)
        sleutel = {
            "soort": soort.value,
            "houder": houder,
            "gemeentecode": afspraak.gemeentecode,
            "vanaf": afspraak.geldigheid.vanaf.isoformat(),
        }
        vorig_einde = self._sessie.rij(_EINDE_CONVENANT, **sleutel)
        self._sessie.doe(
            _CONVENANT,
            **sleutel,
            tot=tekst_of_niets(afspraak.geldigheid.tot),
            bsn_gerechtigd=afspraak.bsn_gerechtigd,
            bsn_grond=afspraak.bsn_grond,
            beperking_vastgelegd=afspraak.beperking_vastgelegd,
        )
        self._noteer_verweesde(afspraak.geldigheid.tot, vorig_einde, houder)

    def mandaat(self, recht: Mandaat) -> None:
        """The right of a registered partner to act for someone (R-006).

        R-180, R-181: one that is new, or that will last longer, asks for a live gemeente and a complete profile; an end never does.
        """
        sleutel = {
            "oin": recht.oin,
            "soort": recht.soort.value,
            "doel": recht.doel,
            "gemeentecode": recht.gemeentecode,
            "vanaf": recht.geldigheid.vanaf.isoformat(),
        }
        rij = self._sessie.rij(_EINDE_MANDAAT, **sleutel)
        if rij is None or verlengt(dag_of_niets(rij[0]), recht.geldigheid.tot):
            van_instantie = recht.soort is MandaatSoort.INSTANTIE
            profiel = lees_profiel(self._sessie, self._kluis, recht.doel) if van_instantie else None
            mag_mandaat(recht, lees_gemeente(self._sessie, recht.gemeentecode), profiel)
        self._sessie.doe(_MANDAAT, **sleutel, tot=tekst_of_niets(recht.geldigheid.tot))

    def alles(self) -> Inschrijvingen:
        """Everything that is registered, this transaction included; names as on its day."""
        return lees_inschrijvingen(self._sessie, self._kluis, self._dag)

    @property
    def dag(self) -> date:
        """The day of this registration."""
        return self._dag

    @property
    def categorieen(self) -> Categorieen:
        """The categories of the law of that day (R-002)."""
        return self._categorieen

    @property
    def maanden(self) -> int:
        """How long a melding may live by the law of that day (R-060)."""
        return self._kluis.beleid.op(self._dag).melding_maanden

    @property
    def nu(self) -> datetime:
        """The moment of this registration."""
        return self._nu

    @property
    def certificaten(self) -> SqlPartnercertificaten:
        """The certificates that partner systems registered (R-154)."""
        return SqlPartnercertificaten(self._sessie)

    def conformiteiten(self) -> list[Conformiteit]:
        """The conformance runs that were recorded, the latest last (R-182)."""
        return conformiteiten(self._sessie)

    def conformiteit(self, bewijs: Conformiteit, door: str) -> None:
        """Keep a passed conformance run, and who recorded it (R-182)."""
        leg_conformiteit_vast(self._sessie, bewijs, self._nu, door)

    def sluit_af(self) -> None:
        """Let nobody else register until the end of this transaction: what was read stays true."""
        if nodig(self._sessie):
            self._sessie.doe(_SLUIT_AF)

    def namen(self) -> list[Naamswijziging]:
        """What instanties were called, and when they became part of another (R-184)."""
        return namen(self._sessie)

    def onbereikbaar(self) -> frozenset[str]:
        """Users whose mail is known to be undeliverable (R-181)."""
        return frozenset(wie for wie, _, _ in SqlNotificaties(self._sessie).alle_onbestelbaar())

    def verweesd(self, dag: date) -> frozenset[str]:
        """Meldingen that are ACTIEF on ``dag`` and that nobody looks after (R-005)."""
        return frozenset(wees.melding_id for wees in verweesde_meldingen(self._sessie, dag, laatste_uiterlijk(dag, self._kluis.beleid)))

    def noem(self, instantie_id: str, naam: str, vanaf: date) -> None:
        """From this day on the instantie bears this name (R-184)."""
        noem(self._sessie, instantie_id, naam, vanaf)

    def verplaats(self, gebruiker_id: str, instantie_id: str) -> None:
        """This user is of another instantie from now on, with his meldingen and his mailbox (R-184)."""
        self._sessie.doe(_VERPLAATS, wie=gebruiker_id, tot=instantie_id)

    def ga_op(self, instantie_id: str, in_wie: str) -> None:
        """Today this instantie became part of another (R-184)."""
        ga_op(self._sessie, instantie_id, in_wie, self._dag)

    def noteer(self, gebeurtenis: Gebeurtenis, operatie: str, ids: Sequence[str], uitkomst: str = "OK") -> None:
        """A line in the logboek: which organisations, never persons (R-140)."""
        regel = Logregel(self._nu, gebeurtenis, operatie, ids=tuple(ids), uitkomst=uitkomst)
        SqlLogboek(self._sessie, self._kluis).noteer([regel])

    def leg_vast(self) -> None:
        """Commit; without it nothing is kept."""
        self._sessie.leg_vast()

    def _noteer_verweesde(self, tot: date | None, vorige: Rij | None, houder: str) -> None:
        """R-005: per gemeente that is told a line with the meldingen that are orphaned by an end that was not there before."""
        if tot is None or (vorige is not None and dag_of_niets(vorige[0]) == tot):
            return
        noteer_verweesde(self._sessie, self._kluis, max(tot, self._dag), self._nu, houder)
