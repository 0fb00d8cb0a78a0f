"""Jeugdwet 7.1.1.2, 7.1.3.1-7.1.3.3: who may act, for whom, with which right (R-001..R-008)."""

from collections.abc import Collection
from datetime import date

from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn
from verwijsindex.domain.instantie import (
    Aangewezene,
    Aanroeper,
    Categorie,
    Categorieen,
    Convenant,
    Dossier,
    Mandaat,
    MandaatSoort,
    Rol,
    Stuurgegevens,
    is_aangewezen,
)
from verwijsindex.domain.weigeringen import (
    BsnNietToegestaan,
    GebruikerOnbekend,
    GeenMandaat,
    NietAangewezen,
    RolGeeftDitRechtNiet,
    VerzenderOnjuist,
)


def is_verzender(stuur: Stuurgegevens, oin: str) -> None:
    """R-156: the sender named in the Body is the signer. Raises VerzenderOnjuist (DK0002)."""
    if stuur.verzender_oin != oin:
        raise VerzenderOnjuist("stuurgegevens/verzenderOin")


def bepaal_aanroeper(
    stuur: Stuurgegevens, oin: str, dossier: Dossier, dag: date, rollen: Collection[Rol], *, brengt_in: bool = False
) -> Aanroeper:
    """R-006, R-007: who is calling, in the order of keuzes.md 2: mandate, appointment, role.

    A suspended partner keeps its mandates but brings nothing new into the index (``brengt_in``): reading, acknowledging and withdrawing
    are rights of its reporters (Jeugdwet 7.1.2.3, 7.1.4.5(1)).

    Raises GeenMandaat (VIR-122), GebruikerOnbekend (VIR-120), RolGeeftDitRechtNiet (VIR-123).
    """
    mandaat = _mandaat(stuur, oin, dossier, dag)
    if brengt_in and dossier.opgeschort:
        raise GeenMandaat("stuurgegevens/verzenderOin")
    gebruiker = _gebruiker(stuur, dossier, dag)
    if stuur.rol not in gebruiker.rechten or stuur.rol not in rollen:
        raise RolGeeftDitRechtNiet("stuurgegevens/rol")
    return Aanroeper(oin, gebruiker, stuur.rol, mandaat.gemeentecode, stuur.instantie_id)


def _mandaat(stuur: Stuurgegevens, oin: str, dossier: Dossier, dag: date) -> Mandaat:
    """R-006, keuzes.md 7: a mandate in force of this very partner for whom it acts."""
    namens = _namens(stuur, dossier.gebruiker)
    for mandaat in dossier.mandaten:
        if (mandaat.oin, mandaat.soort, mandaat.doel) == (oin, *namens) and mandaat.geldigheid.omvat(dag):
            return mandaat
    raise GeenMandaat(_wie(stuur.instantie_id))


def _namens(stuur: Stuurgegevens, gebruiker: Aangewezene | None) -> tuple[MandaatSoort, str]:
    """keuzes.md 7: for whom the partner acts: the instantie named, else the functionaris himself or his gemeente."""
    if stuur.instantie_id is not None:
        return MandaatSoort.INSTANTIE, stuur.instantie_id
    if gebruiker is not None and gebruiker.soort is MandaatSoort.FUNCTIONARIS:
        return gebruiker.soort, gebruiker.id
    if gebruiker is not None and gebruiker.soort is MandaatSoort.GEMEENTE and gebruiker.gemeentecode is not None:
        return gebruiker.soort, gebruiker.gemeentecode
    raise GeenMandaat("stuurgegevens/instantieId")


def _wie(instantie_id: str | None) -> str:
    """The element that says for whom was asked."""
    return "stuurgegevens/gebruikerId" if instantie_id is None else "stuurgegevens/instantieId"


def _gebruiker(stuur: Stuurgegevens, dossier: Dossier, dag: date) -> Aangewezene:
    """R-001(c), R-006: the user belongs to the instantie named and his appointment is in force."""
    gebruiker = dossier.gebruiker
    if gebruiker is None or not gebruiker.aanwijzing.omvat(dag):
        raise GebruikerOnbekend("stuurgegevens/gebruikerId")
    eigen_instantie = gebruiker.instantie.id if gebruiker.instantie is not None else None
    if eigen_instantie != stuur.instantie_id:
        raise GebruikerOnbekend("stuurgegevens/gebruikerId")
    return gebruiker


def mag_melden(aanroeper: Aanroeper, dossier: Dossier, dag: date, categorieen: Categorieen) -> tuple[Convenant, ...]:
    """Jeugdwet 7.1.1.2, R-001(a)(b), R-002: a designated category and a convenant, both in force; gives the convenants in force.

    Raises GebruikerOnbekend (VIR-120) for an appointment without the limitation of the category (R-003), NietAangewezen (VIR-121).
    """
    gebruiker, wie = aanroeper.gebruiker, _wie(aanroeper.instantie_id)
    zelfstandig = gebruiker.soort is MandaatSoort.FUNCTIONARIS
    if not is_aangewezen(gebruiker.categoriecode, dag, zelfstandig=zelfstandig, categorieen=categorieen):
        raise NietAangewezen(wie)
    categorie = categorieen[gebruiker.categoriecode or ""]
    if not kent_beperking(gebruiker, categorie):
        raise GebruikerOnbekend("stuurgegevens/gebruikerId")
    van_kracht = tuple(convenant for convenant in dossier.convenanten if is_van_kracht(convenant, categorie, dag))
    if not van_kracht:
        raise NietAangewezen(wie)
    return van_kracht


def kent_beperking(gebruiker: Aangewezene, categorie: Categorie) -> bool:
    """BJ 7.1.1(a), 7.1.3(1)(e), 7.1.5, R-003: where a category is limited to a task, the appointment confirms it."""
    return categorie.beperking is None or gebruiker.beperking_bevestigd


def is_van_kracht(convenant: Convenant, categorie: Categorie, dag: date) -> bool:
    """Jeugdwet 7.1.3.1(2), R-001(b), R-003, R-004: agreements that count on ``dag``, with the limitation of the category if it has one."""
    return convenant.geldigheid.omvat(dag) and (categorie.beperking is None or convenant.beperking_vastgelegd)


def is_bsn_gerechtigd(aanroeper: Aanroeper, convenanten: Collection[Convenant], categorieen: Categorieen) -> bool:
    """Jeugdwet 7.1.4.2(2)(3), R-023: whether this reporter uses the BSN; a convenant with a recorded ground may settle it.

    Of several, that with the gemeente of the mandate speaks first.
    """
    for convenant in sorted(convenanten, key=lambda c: c.gemeentecode != aanroeper.mandaat_gemeente):
        if convenant.bsn_gerechtigd is not None and convenant.bsn_grond:
            return convenant.bsn_gerechtigd
    return categorieen[aanroeper.gebruiker.categoriecode or ""].bsn_gerechtigd


def mag_zo_aanduiden(aanduiding: Aanduiding, *, bsn_gerechtigd: bool) -> None:
    """R-023: who may use the BSN must, who may not asks the register. Raises BsnNietToegestaan (VIR-105).

    Without BSN is for everybody: that the jeugdige has none is found out later (R-030).
    """
    match aanduiding:
        case OpBsn() if not bsn_gerechtigd:
            raise BsnNietToegestaan("jeugdige/bsn")
        case Bevraging() if bsn_gerechtigd:
            raise BsnNietToegestaan("jeugdige/bevraging")


def mag_koppelen(*, bsn_gerechtigd: bool) -> None:
    """Jeugdwet 7.1.4.2(2), R-023, keuzes.md 14: who may not use the BSN cannot give a melding one. Raises BsnNietToegestaan."""
    if not bsn_gerechtigd:
        raise BsnNietToegestaan("bsn")


def mag_contact_wijzigen(aanroeper: Aanroeper, wie: str, *, is_collega: bool) -> None:
    """Jeugdwet 7.1.3.3(1), R-096, keuzes.md 9: a reporter his own, a coordinator those of his own instantie. Raises VIR-123."""
    if aanroeper.rol is Rol.COORDINATOR:
        if not is_collega or Rol.COORDINATOR not in aanroeper.gebruiker.rollen:
            raise RolGeeftDitRechtNiet("meldingsbevoegdeId")
    elif wie != aanroeper.gebruiker.id:
        raise RolGeeftDitRechtNiet("meldingsbevoegdeId")
