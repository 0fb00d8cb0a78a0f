"""Who may act: the dossier of a caller (R-001..R-008)."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, select, update

from verwijsindex.domain.instantie import (
    Aangewezene,
    Contactgegevens,
    Convenant,
    Dossier,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
    Stuurgegevens,
)
from verwijsindex.domain.organisatie import PartnerToestand
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.notificaties import hervat
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.tabellen import convenant, gebruiker, instantie, mandaat, melding, partner, terugval
from verwijsindex.storage.tabellen_organisaties import gemeente
from verwijsindex.storage.vormen import als_dag, dag_of_niets

CONTACT: Final = "gebruiker.contact"
CONVENANT_KOLOMMEN: Final = (
    convenant.c.gemeentecode,
    convenant.c.vanaf,
    convenant.c.tot,
    convenant.c.bsn_gerechtigd,
    convenant.c.bsn_grond,
    convenant.c.beperking_vastgelegd,
)
"""What ``lees_convenant`` reads."""

_WIE: Final = (
    select(
        gebruiker.c.id,
        gebruiker.c.soort,
        gebruiker.c.rollen,
        gebruiker.c.aanwijzing_vanaf,
        gebruiker.c.aanwijzing_tot,
        gebruiker.c.categorie,
        gebruiker.c.gemeentecode,
        gebruiker.c.beperking_bevestigd,
        terugval.c.instantie_id,
        instantie.c.id,
        instantie.c.naam,
        instantie.c.categorie,
        instantie.c.levensduur_maanden,
        instantie.c.mail_collegas,
        *CONVENANT_KOLOMMEN,
    )
    .select_from(gebruiker)
    .outerjoin(instantie, instantie.c.id == gebruiker.c.instantie_id)
    .outerjoin(terugval, and_(terugval.c.instantie_id == gebruiker.c.instantie_id, terugval.c.gebruiker_id == gebruiker.c.id))
    .outerjoin(
        convenant,
        and_(convenant.c.soort == gebruiker.c.soort, convenant.c.houder == func.coalesce(gebruiker.c.instantie_id, gebruiker.c.id)),
    )
    .where(gebruiker.c.id == bindparam("gebruiker_id"))
)
_AANGEWEZENE: Final = Opdracht(_WIE)
"""A user with his instantie, one row per convenant."""
_KOLOMMEN_WIE: Final = 14
"""So many columns are about him and his instantie; the rest are about a convenant."""
_GEBRUIKER: Final = Opdracht(_WIE.add_columns(gebruiker.c.contact))
"""The same, and last how he is reached."""

_MANDATEN: Final = Opdracht(
    select(mandaat.c.oin, mandaat.c.soort, mandaat.c.doel, mandaat.c.gemeentecode, mandaat.c.vanaf, mandaat.c.tot, partner.c.toestand)
    .join_from(mandaat, partner)
    .where(mandaat.c.oin == bindparam("oin"), mandaat.c.soort == bindparam("soort"), mandaat.c.doel == bindparam("doel"))
)

_HOORT_BIJ: Final = Opdracht(
    select(gebruiker.c.id).where(gebruiker.c.id == bindparam("gebruiker_id"), gebruiker.c.instantie_id == bindparam("instantie_id"))
)


_AANWIJZING: Final = Opdracht(
    select(gebruiker.c.aanwijzing_vanaf, gebruiker.c.aanwijzing_tot).where(
        gebruiker.c.id == bindparam("gebruiker_id"), gebruiker.c.instantie_id == bindparam("instantie_id")
    )
)
_VAN_INSTANTIE: Final = Opdracht(
    select(gebruiker.c.rollen, gebruiker.c.aanwijzing_vanaf, gebruiker.c.aanwijzing_tot).where(
        gebruiker.c.instantie_id == bindparam("instantie_id")
    )
)
_WIJZIG_CONTACT: Final = Opdracht(
    update(gebruiker).where(gebruiker.c.id == bindparam("gebruiker_id")).values(contact=bindparam("nieuw_contact"))
)
_VOOR_GEMEENTE: Final = Opdracht(
    select(gebruiker.c.id, gebruiker.c.gemeentecode, gebruiker.c.rollen, gebruiker.c.aanwijzing_vanaf, gebruiker.c.aanwijzing_tot).where(
        gebruiker.c.soort == MandaatSoort.GEMEENTE.value, in_lijst(gebruiker.c.gemeentecode, "gemeenten")
    )
)
"""Everyone who acts for one of these gemeenten."""
_GEMEENTENAAM: Final = Opdracht(select(gemeente.c.naam).where(gemeente.c.code == bindparam("gemeentecode")))
_COORDINATOREN: Final = Opdracht(
    select(gebruiker.c.id, gebruiker.c.rollen, gebruiker.c.aanwijzing_vanaf, gebruiker.c.aanwijzing_tot, terugval.c.gebruiker_id)
    .select_from(gebruiker)
    .outerjoin(terugval, and_(terugval.c.instantie_id == gebruiker.c.instantie_id, terugval.c.gebruiker_id == gebruiker.c.id))
    .where(gebruiker.c.instantie_id == bindparam("instantie_id"))
    .order_by(gebruiker.c.id)
)
"""Everyone of the instantie, and who of them stands in."""


_MANDATEN_VAN_MELDINGEN: Final = Opdracht(
    select(melding.c.id, mandaat.c.gemeentecode, mandaat.c.vanaf, mandaat.c.tot)
    .join_from(melding, gebruiker, gebruiker.c.id == melding.c.meldingsbevoegde)
    .join(
        mandaat,
        and_(
            mandaat.c.soort == gebruiker.c.soort,
            mandaat.c.doel == func.coalesce(gebruiker.c.instantie_id, gebruiker.c.id),
        ),
    )
    .where(in_lijst(melding.c.id, "meldingen"))
    .order_by(melding.c.id, mandaat.c.oin == melding.c.partner_oin, mandaat.c.vanaf.desc(), mandaat.c.gemeentecode.desc())
)
"""Mandates by which anyone acts for a reporter: those of who sent the melding last, and of each the oldest last."""


class SqlOrganisaties:
    """``ports.Organisaties``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def dossier(self, oin: str, stuur: Stuurgegevens) -> Dossier:
        """All that is registered about this partner, instantie and user, whether in force or not (R-001, R-006)."""
        rijen = self._sessie.rijen(_AANGEWEZENE, gebruiker_id=stuur.gebruiker_id)
        wie = Aangewezene(**_wie(rijen[0])) if rijen else None
        convenanten = [lees_convenant(rij[_KOLOMMEN_WIE:]) for rij in rijen if rij[_KOLOMMEN_WIE] is not None]
        mandaten, opgeschort = self._mandaten(oin, stuur, wie)
        return Dossier(wie, mandaten, tuple(sorted(convenanten, key=_begin)), opgeschort)

    def gebruiker(self, gebruiker_id: str) -> Gebruiker | None:
        """One appointment, in force or not; None when there is none."""
        rijen = self._sessie.rijen(_GEBRUIKER, gebruiker_id=gebruiker_id)
        return Gebruiker(**_wie(rijen[0]), contact=lees_contact(self._kluis, gebruiker_id, rijen[0][-1])) if rijen else None

    def regievoerders(self, gemeentecode: str, dag: date) -> Sequence[str]:
        """The regievoerders of this gemeente in force on ``dag``, in order of id (keuzes.md 10)."""
        return self._met_rol(Rol.REGIEVOERDER, gemeentecode, dag)

    def gemeentenaam(self, gemeentecode: str) -> str | None:
        """What this gemeente is called; None when it is not registered."""
        rij = self._sessie.rij(_GEMEENTENAAM, gemeentecode=gemeentecode)
        return None if rij is None else str(rij[0])

    def college(self, gemeentecode: str, dag: date) -> Sequence[str]:
        """Who acts for the college of this gemeente on ``dag``, in order of id (R-136)."""
        return self._met_rol(Rol.COLLEGE, gemeentecode, dag)

    def coordinatoren(self, instantie_id: str, dag: date) -> Sequence[str]:
        """Who opens the mailbox of a former colleague on ``dag``: the coordinators, else who stands in (R-005; keuzes.md 8)."""
        collegas = [
            rij for rij in self._sessie.rijen(_COORDINATOREN, instantie_id=instantie_id) if lees_geldigheid(rij[2], rij[3]).omvat(dag)
        ]
        coordinatoren = [wie for wie, rollen, *_ in collegas if Rol.COORDINATOR in rollen.split(",")]
        return coordinatoren or [wie for wie, *_, valt_in in collegas if valt_in is not None]

    def zonder_regievoerder(self, gemeentecodes: Collection[str], dag: date) -> frozenset[str]:
        """Which of these gemeenten have no regievoerder in force on ``dag`` (keuzes.md 10)."""
        wie = self._sessie.rijen(_VOOR_GEMEENTE, gemeenten=lijst(gemeentecodes)) if gemeentecodes else ()
        met = {code for _, code, rollen, vanaf, tot in wie if _heeft_rol(Rol.REGIEVOERDER, rollen, vanaf, tot, dag)}
        return frozenset(gemeentecodes) - met

    def mandaat_gemeenten(self, melding_ids: Collection[str], dag: date) -> Mapping[str, str]:
        """Per melding the gemeente of the mandate by which a partner acts for its reporter on ``dag`` (keuzes.md 10).

        That of the partner that sent it goes first; after a transfer it is that of who took over (R-183). Of mandates that ended the
        one that began last; a melding whose reporter never had one is left out.
        """
        rijen = self._sessie.rijen(_MANDATEN_VAN_MELDINGEN, meldingen=lijst(melding_ids))
        laatste = {melding_id: gemeente for melding_id, gemeente, _, _ in sorted(rijen, key=lambda rij: str(rij[2]))}
        van_kracht = {melding_id: gemeente for melding_id, gemeente, vanaf, tot in rijen if lees_geldigheid(vanaf, tot).omvat(dag)}
        return {**laatste, **van_kracht}

    def meldingsbevoegde_van(self, gebruiker_id: str, instantie_id: str) -> bool:
        """Whether this user belongs to this instantie, also after his appointment (keuzes.md 8, 9)."""
        return self._sessie.rij(_HOORT_BIJ, gebruiker_id=gebruiker_id, instantie_id=instantie_id) is not None

    def aanwijzing_van(self, gebruiker_id: str, instantie_id: str) -> Geldigheid | None:
        """The appointment of this user at this instantie, in force or not; None when he is of another (keuzes.md 8, 9)."""
        rij = self._sessie.rij(_AANWIJZING, gebruiker_id=gebruiker_id, instantie_id=instantie_id)
        return None if rij is None else lees_geldigheid(*rij)

    def heeft_coordinator(self, instantie_id: str, dag: date) -> bool:
        """Whether somebody of this instantie is coordinator on ``dag`` (R-005)."""
        collegas = self._sessie.rijen(_VAN_INSTANTIE, instantie_id=instantie_id)
        return any(Rol.COORDINATOR in rollen.split(",") and lees_geldigheid(vanaf, tot).omvat(dag) for rollen, vanaf, tot in collegas)

    def wijzig_contact(self, gebruiker_id: str, contact: Contactgegevens) -> None:
        """Replace the contact data of a user; what is fetched from then on shows them (R-054)."""
        self._sessie.doe(_WIJZIG_CONTACT, gebruiker_id=gebruiker_id, nieuw_contact=verberg_contact(self._kluis, gebruiker_id, contact))
        hervat(self._sessie, gebruiker_id)

    def _met_rol(self, rol: Rol, gemeentecode: str, dag: date) -> Sequence[str]:
        rijen = self._sessie.rijen(_VOOR_GEMEENTE, gemeenten=lijst([gemeentecode]))
        return sorted(wie for wie, _, rollen, vanaf, tot in rijen if _heeft_rol(rol, rollen, vanaf, tot, dag))

    def _mandaten(self, oin: str, stuur: Stuurgegevens, wie: Aangewezene | None) -> tuple[tuple[Mandaat, ...], bool]:
        """keuzes.md 7: for the instantie named, else for the functionaris himself or his gemeente; and whether the partner is suspended."""
        if stuur.instantie_id is not None:
            soort, doel = MandaatSoort.INSTANTIE, stuur.instantie_id
        elif wie is not None and wie.soort is MandaatSoort.FUNCTIONARIS:
            soort, doel = MandaatSoort.FUNCTIONARIS, wie.id
        elif wie is not None and wie.gemeentecode is not None:
            soort, doel = MandaatSoort.GEMEENTE, wie.gemeentecode
        else:
            return (), False
        rijen = self._sessie.rijen(_MANDATEN, oin=oin, soort=soort.value, doel=doel)
        mandaten = [lees_mandaat(rij[:-1]) for rij in rijen]
        return tuple(sorted(mandaten, key=_begin)), any(rij[-1] == PartnerToestand.OPGESCHORT for rij in rijen)


def _begin(wat: Convenant | Mandaat) -> tuple[date, str]:
    """In which order they are given. Sorted here: of one or two rows, which it mostly is, a database makes more work."""
    return wat.geldigheid.vanaf, wat.gemeentecode


def _wie(rij: Rij) -> dict[str, Any]:
    """The fields of an ``Aangewezene``."""
    gebruiker_id, soort, rollen, vanaf, tot, categorie, gemeentecode, bevestigd, valt_in, *van_instantie = rij[:_KOLOMMEN_WIE]
    return {
        "id": gebruiker_id,
        "soort": MandaatSoort(soort),
        "rollen": frozenset(Rol(rol) for rol in rollen.split(",") if rol),
        "aanwijzing": lees_geldigheid(vanaf, tot),
        "instantie": _instantie(*van_instantie),
        "categorie": categorie,
        "gemeentecode": gemeentecode,
        "beperking_bevestigd": bool(bevestigd),
        "terugval": valt_in is not None,
    }


def lees_contact(kluis: Kluis, gebruiker_id: str, geheim: bytes) -> Contactgegevens:
    """The contact data of a user."""
    return Contactgegevens(**json.loads(kluis.ontsleutel(CONTACT, gebruiker_id, geheim)))


def verberg_contact(kluis: Kluis, gebruiker_id: str, contact: Contactgegevens) -> bytes:
    """Contact data as they are stored."""
    return kluis.versleutel(CONTACT, gebruiker_id, json.dumps(asdict(contact), ensure_ascii=False))


def _instantie(id: str | None, naam: str, categorie: str, maanden: int | None, mail_collegas: object) -> Instantie | None:
    return None if id is None else Instantie(id, naam, categorie, maanden, bool(mail_collegas))


def lees_convenant(rij: Rij) -> Convenant:
    """The agreement in ``CONVENANT_KOLOMMEN``."""
    gemeentecode, vanaf, tot, gerechtigd, grond, vastgelegd = rij
    bsn_gerechtigd = None if gerechtigd is None else bool(gerechtigd)
    return Convenant(gemeentecode, lees_geldigheid(vanaf, tot), bsn_gerechtigd, grond, bool(vastgelegd))


def lees_mandaat(rij: Rij) -> Mandaat:
    """A mandate as it is stored."""
    oin, soort, doel, gemeentecode, vanaf, tot = rij
    return Mandaat(oin, MandaatSoort(soort), doel, gemeentecode, lees_geldigheid(vanaf, tot))


def _heeft_rol(rol: Rol, rollen: str, vanaf: str, tot: str | None, dag: date) -> bool:
    return rol in rollen.split(",") and lees_geldigheid(vanaf, tot).omvat(dag)


def lees_geldigheid(vanaf: str, tot: str | None) -> Geldigheid:
    """A period as it is stored."""
    return Geldigheid(als_dag(vanaf), dag_of_niets(tot))
