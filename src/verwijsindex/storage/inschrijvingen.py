"""Reading back what is registered: one gemeente, one profile, or everything (R-001..R-008, R-180, R-181)."""

import json
from dataclasses import asdict
from datetime import date
from typing import Final

from sqlalchemy import and_, bindparam, select

from verwijsindex.domain.instantie import Contactgegevens, Convenant, Gebruiker, Instantie, MandaatSoort, Rol
from verwijsindex.domain.organisatie import PROFIELTEKSTEN, Gemeente, Inschrijvingen, Organisatieprofiel, Partner, PartnerToestand
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.namen import naam_op_dag
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie
from verwijsindex.storage.organisaties import CONVENANT_KOLOMMEN, lees_contact, lees_convenant, lees_geldigheid, lees_mandaat
from verwijsindex.storage.tabellen import convenant, coordinator, gebruiker, instantie, mandaat, partner, terugval
from verwijsindex.storage.tabellen_omgeving import onbestelbaar
from verwijsindex.storage.tabellen_organisaties import gemeente, organisatieprofiel
from verwijsindex.storage.vormen import dag_of_niets

CONTACT: Final = "organisatieprofiel.contact"

_PARTNERS: Final = Opdracht(select(partner.c.oin, partner.c.naam, partner.c.toestand).order_by(partner.c.oin))
_GEMEENTE: Final = Opdracht(select(gemeente).where(gemeente.c.code == bindparam("code")))
_GEMEENTEN: Final = Opdracht(select(gemeente).order_by(gemeente.c.code))
_INSTANTIES: Final = Opdracht(
    select(instantie.c.id, naam_op_dag(), instantie.c.categorie, instantie.c.levensduur_maanden, instantie.c.mail_collegas).order_by(
        instantie.c.id
    )
)
_PROFIEL: Final = Opdracht(select(organisatieprofiel).where(organisatieprofiel.c.instantie_id == bindparam("instantie_id")))
_PROFIELEN: Final = Opdracht(select(organisatieprofiel))
_kolommen = (
    gebruiker.c.id,
    gebruiker.c.soort,
    gebruiker.c.rollen,
    gebruiker.c.aanwijzing_vanaf,
    gebruiker.c.aanwijzing_tot,
    gebruiker.c.contact,
    gebruiker.c.instantie_id,
    gebruiker.c.categorie,
    gebruiker.c.gemeentecode,
    gebruiker.c.beperking_bevestigd,
)
_GEBRUIKERS: Final = Opdracht(select(*_kolommen).order_by(gebruiker.c.id))
_BEREIKT: Final = Opdracht(
    select(*_kolommen)
    .outerjoin(onbestelbaar, onbestelbaar.c.ontvanger == gebruiker.c.id)
    .where(
        and_(
            gebruiker.c.soort == MandaatSoort.GEMEENTE.value,
            gebruiker.c.gemeentecode == bindparam("code"),
            onbestelbaar.c.ontvanger.is_(None),
        )
    )
)
"""Who acts for this gemeente, and whose mail is not known to be undeliverable."""
_COORDINATOREN: Final = Opdracht(select(coordinator.c.instantie_id, coordinator.c.gebruiker_id))
_TERUGVAL: Final = Opdracht(select(terugval.c.instantie_id, terugval.c.gebruiker_id))
_CONVENANTEN: Final = Opdracht(
    select(convenant.c.soort, convenant.c.houder, *CONVENANT_KOLOMMEN).order_by(
        convenant.c.houder, convenant.c.gemeentecode, convenant.c.vanaf
    )
)
_VAN_GEMEENTE: Final = Opdracht(select(*CONVENANT_KOLOMMEN).where(convenant.c.gemeentecode == bindparam("code")))
_MANDATEN: Final = Opdracht(
    select(mandaat.c.oin, mandaat.c.soort, mandaat.c.doel, mandaat.c.gemeentecode, mandaat.c.vanaf, mandaat.c.tot).order_by(
        mandaat.c.oin, mandaat.c.soort, mandaat.c.doel, mandaat.c.gemeentecode, mandaat.c.vanaf
    )
)


def lees_inschrijvingen(sessie: Sessie, kluis: Kluis, dag: date) -> Inschrijvingen:
    """Everything that is registered, in force or not; instanties by the name that they bear on ``dag``."""
    instanties = {rij[0]: _instantie(rij) for rij in sessie.rijen(_INSTANTIES, naam_op=dag.isoformat())}
    gebruikers = (_gebruiker(kluis, rij, instanties) for rij in sessie.rijen(_GEBRUIKERS))
    convenanten = ((MandaatSoort(rij[0]), rij[1], lees_convenant(rij[2:])) for rij in sessie.rijen(_CONVENANTEN))
    return Inschrijvingen(
        partners={oin: Partner(oin, naam, PartnerToestand(toestand)) for oin, naam, toestand in sessie.rijen(_PARTNERS)},
        gemeenten={rij[0]: _gemeente(rij) for rij in sessie.rijen(_GEMEENTEN)},
        instanties=instanties,
        profielen={rij[0]: _profiel(kluis, rij) for rij in sessie.rijen(_PROFIELEN)},
        gebruikers={wie.id: wie for wie in gebruikers},
        coordinatoren=dict(sessie.rijen(_COORDINATOREN)),
        invallers=dict(sessie.rijen(_TERUGVAL)),
        convenanten={(soort, houder, c.gemeentecode, c.geldigheid.vanaf): c for soort, houder, c in convenanten},
        mandaten={m.sleutel: m for m in map(lees_mandaat, sessie.rijen(_MANDATEN))},
    )


def lees_gemeente(sessie: Sessie, code: str) -> Gemeente | None:
    """One gemeente; None when it is not registered."""
    rij = sessie.rij(_GEMEENTE, code=code)
    return None if rij is None else _gemeente(rij)


def lees_profiel(sessie: Sessie, kluis: Kluis, instantie_id: str) -> Organisatieprofiel:
    """The profile of this instantie, empty when it gave none."""
    rij = sessie.rij(_PROFIEL, instantie_id=instantie_id)
    return Organisatieprofiel() if rij is None else _profiel(kluis, rij)


def bereikbare_regie(sessie: Sessie, kluis: Kluis, code: str) -> list[Gebruiker]:
    """Who acts for this gemeente and whom mail is not known to miss (R-181)."""
    return [_gebruiker(kluis, rij, {}) for rij in sessie.rijen(_BEREIKT, code=code)]


def convenanten_met(sessie: Sessie, code: str) -> list[Convenant]:
    """The agreements of anybody with the college of this gemeente."""
    return [lees_convenant(rij) for rij in sessie.rijen(_VAN_GEMEENTE, code=code)]


def verberg_profielcontact(kluis: Kluis, instantie_id: str, contact: Contactgegevens | None) -> bytes | None:
    """The contact of a profile as it is stored."""
    if contact is None:
        return None
    return kluis.versleutel(CONTACT, instantie_id, json.dumps(asdict(contact), ensure_ascii=False))


def _instantie(rij: Rij) -> Instantie:
    id, naam, categorie, maanden, mail = rij
    return Instantie(id, naam, categorie, maanden, bool(mail))


def _gemeente(rij: Rij) -> Gemeente:
    code, naam, live = rij
    return Gemeente(code, naam, dag_of_niets(live))


def _profiel(kluis: Kluis, rij: Rij) -> Organisatieprofiel:
    instantie_id, *teksten, geheim = rij
    contact = None if geheim is None else Contactgegevens(**json.loads(kluis.ontsleutel(CONTACT, instantie_id, geheim)))
    return Organisatieprofiel(**dict(zip(PROFIELTEKSTEN, teksten, strict=True)), contact=contact)


def _gebruiker(kluis: Kluis, rij: Rij, instanties: dict[str, Instantie]) -> Gebruiker:
    id, soort, rollen, vanaf, tot, contact, instantie_id, categorie, gemeentecode, bevestigd = rij
    return Gebruiker(
        id=id,
        soort=MandaatSoort(soort),
        rollen=frozenset(Rol(rol) for rol in rollen.split(",") if rol),
        aanwijzing=lees_geldigheid(vanaf, tot),
        contact=lees_contact(kluis, id, contact),
        instantie=instanties.get(instantie_id),
        categorie=categorie,
        gemeentecode=gemeentecode,
        beperking_bevestigd=bool(bevestigd),
    )
