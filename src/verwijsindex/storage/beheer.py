"""Registration of who may act (R-001..R-008); onboarding and the sandbox write through it, requests only read."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, delete, select

from verwijsindex.domain.instantie import (
    Categorieen,
    Convenant,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
    is_aangewezen,
)
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.nummers import is_oin
from verwijsindex.domain.regels.termijnen import is_levensduur, laatste_uiterlijk
from verwijsindex.domain.regels.verweesd import Verweesd
from verwijsindex.domain.tijd import vandaag
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.logboek import SqlLogboek
from verwijsindex.storage.notificaties import hervat
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, bewaren
from verwijsindex.storage.organisaties import verberg_contact
from verwijsindex.storage.tabellen import convenant, coordinator, gebruiker, instantie, mandaat, partner, terugval
from verwijsindex.storage.verweesd import verweesde_meldingen
from verwijsindex.storage.vormen import dag_of_niets, tekst_of_niets


class PartnerToestand(StrEnum):
    """Whether a partner system may speak at all."""

    ACTIEF = "ACTIEF"
    GEBLOKKEERD = "GEBLOKKEERD"


_PARTNER: Final = Opdracht(bewaren(partner))
_INSTANTIE: Final = Opdracht(bewaren(instantie))
_GEBRUIKER: Final = Opdracht(bewaren(gebruiker))
_CONVENANT: Final = Opdracht(bewaren(convenant))
_MANDAAT: Final = Opdracht(bewaren(mandaat))
_COORDINATOR: Final = Opdracht(bewaren(coordinator))
_GEEN_COORDINATOR: Final = Opdracht(delete(coordinator).where(coordinator.c.instantie_id == bindparam("instantie_id")))
_TERUGVAL: Final = Opdracht(bewaren(terugval))
_GEEN_TERUGVAL: Final = Opdracht(delete(terugval).where(terugval.c.instantie_id == bindparam("instantie_id")))
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
        if not is_oin(oin, productie=self._productie):
            raise ValueError("geen OIN dat hier is toegestaan")
        self._sessie.doe(_PARTNER, oin=oin, naam=naam, toestand=toestand.value)

    def instantie(self, wie: Instantie) -> None:
        """An instantie. R-002: of a category for instanties that is in force today; R-060: life span of 1 to 24 months."""
        self._eis_categorie(wie.categorie, zelfstandig=False)
        is_levensduur(wie.levensduur_maanden, self._kluis.beleid.op(self._dag).melding_maanden)
        self._sessie.doe(
            _INSTANTIE,
            id=wie.id,
            naam=wie.naam,
            categorie=wie.categorie,
            levensduur_maanden=wie.levensduur_maanden,
            mail_collegas=wie.mail_collegas,
        )

    def gebruiker(self, wie: Gebruiker) -> None:
        """An appointment; its instantie must be registered already. R-002, R-007, R-008, R-053.

        R-005: an end deletes nothing; a line in the logboek says which meldingen it leaves behind.
        """
        _eis_plaats(wie)
        if wie.soort is MandaatSoort.FUNCTIONARIS:
            self._eis_categorie(wie.categorie, zelfstandig=True)
        _eis_rollen(wie)
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
        if soort is MandaatSoort.GEMEENTE:
            raise ValueError("een convenant is van een instantie of een functionaris")
        if afspraak.bsn_gerechtigd is not None and not afspraak.bsn_grond:
            raise ValueError("een afwijkend gebruik van het burgerservicenummer heeft een wettelijke grond nodig")
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
        """The right of a registered partner to act for someone (R-006)."""
        self._sessie.doe(
            _MANDAAT,
            oin=recht.oin,
            soort=recht.soort.value,
            doel=recht.doel,
            gemeentecode=recht.gemeentecode,
            vanaf=recht.geldigheid.vanaf.isoformat(),
            tot=tekst_of_niets(recht.geldigheid.tot),
        )

    def leg_vast(self) -> None:
        """Commit; without it nothing is kept."""
        self._sessie.leg_vast()

    def _noteer_verweesde(self, tot: date | None, vorige: Rij | None, houder: str) -> None:
        """R-005: per gemeente that is told a line with the meldingen that are orphaned by an end that was not there before."""
        if tot is None or (vorige is not None and dag_of_niets(vorige[0]) == tot):
            return
        per_gemeente: defaultdict[tuple[str, Verweesd], list[str]] = defaultdict(list)
        dag = max(tot, self._dag)
        for wees in verweesde_meldingen(self._sessie, dag, laatste_uiterlijk(dag, self._kluis.beleid), houder):
            for gemeente in wees.einde.gemeenten:
                per_gemeente[gemeente, wees.einde.reden].append(wees.melding_id)
        regels = [
            Logregel(self._nu, Gebeurtenis.MELDINGEN_VERWEESD, "Beheer", ids=tuple(ids), uitkomst=reden.value, ontvanger=gemeente)
            for (gemeente, reden), ids in sorted(per_gemeente.items())
        ]
        SqlLogboek(self._sessie, self._kluis).noteer(regels)

    def _eis_categorie(self, code: str | None, *, zelfstandig: bool) -> None:
        """BJ 7.1.1-7.1.7, R-002: a code of the list, for this kind of reporter, in force on the day of the registration."""
        wie = "functionaris" if zelfstandig else "instantie"
        categorie = self._categorieen.get(code or "")
        if categorie is None or categorie.zelfstandig is not zelfstandig:
            raise ValueError(f"{code} is geen aangewezen categorie voor een {wie}; de lijst staat in artikel 7.1.1 tot en met 7.1.7 BJ")
        if not is_aangewezen(code, self._dag, zelfstandig=zelfstandig, categorieen=self._categorieen):
            raise ValueError(f"categorie {code} is niet van kracht op {self._dag}; een {wie} kan er niet onder worden ingeschreven")


_PLAATS: Final[Mapping[MandaatSoort, str]] = {
    MandaatSoort.INSTANTIE: "instantie",
    MandaatSoort.FUNCTIONARIS: "categorie",
    MandaatSoort.GEMEENTE: "gemeentecode",
}


def _eis_plaats(wie: Gebruiker) -> None:
    """keuzes.md 7: an appointment is of an instantie, of an independent functionaris, or of a gemeente: exactly one."""
    ingevuld = {veld for veld in _PLAATS.values() if getattr(wie, veld) is not None}
    if ingevuld != {_PLAATS[wie.soort]}:
        raise ValueError(f"een gebruiker van soort {wie.soort} heeft {_PLAATS[wie.soort]} en niets anders")


_ROLLEN: Final[Mapping[MandaatSoort, frozenset[Rol]]] = {
    MandaatSoort.INSTANTIE: frozenset({Rol.MELDER, Rol.COORDINATOR, Rol.TOEZICHT}),
    MandaatSoort.FUNCTIONARIS: frozenset({Rol.MELDER}),
    MandaatSoort.GEMEENTE: frozenset({Rol.REGIEVOERDER, Rol.COLLEGE, Rol.TOEZICHT}),
}
"""R-007, R-008: which rights an appointment can give; only an instantie has a coordinator."""


def _eis_rollen(wie: Gebruiker) -> None:
    if not wie.rollen <= _ROLLEN[wie.soort]:
        raise ValueError(f"een gebruiker van soort {wie.soort} kan de rol {', '.join(sorted(wie.rollen - _ROLLEN[wie.soort]))} niet hebben")
    if wie.rollen & {Rol.MELDER, Rol.COORDINATOR} and not wie.contact.bereikbaar:
        raise ValueError("een melder of coordinator heeft een telefoonnummer of een e-mailadres nodig")
