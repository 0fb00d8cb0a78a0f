"""From the world, the PKI and the persons to a description."""

from collections.abc import Iterator, Sequence
from datetime import date

from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.instantie import Categorie, Categorieen, Gebruiker, Mandaat, MandaatSoort
from verwijsindex.domain.regels.bevoegdheid import is_van_kracht, kent_beperking
from verwijsindex.sandbox.beschreven import BeschrevenGebruiker, BeschrevenMandaat, BeschrevenPartner, BeschrevenPersoon
from verwijsindex.sandbox.kenmerken import Persoon
from verwijsindex.sandbox.keuze import Elders, kies_personen
from verwijsindex.sandbox.pki import PkiBestanden
from verwijsindex.sandbox.wereld import Wereld


def beschrijf_partners(wereld: Wereld, pki: PkiBestanden) -> tuple[BeschrevenPartner, ...]:
    """Per partner what is in force on the day of the world: who is described here may act."""
    return tuple(
        BeschrevenPartner(
            oin=paar.deelnemer.oin,
            naam=paar.deelnemer.organisatie,
            certificaat=paar.certificaat,
            sleutel=paar.sleutel,
            mandaten=tuple(_van_kracht(wereld, paar.deelnemer.oin)),
        )
        for paar in pki.partners
    )


def _van_kracht(wereld: Wereld, oin: str) -> Iterator[BeschrevenMandaat]:
    """R-001, R-004: mandate, appointments and, for a reporter, a convenant in force."""
    for mandaat in wereld.mandaten:
        if mandaat.oin == oin and mandaat.geldigheid.omvat(wereld.dag) and _mag_handelen(wereld, mandaat):
            yield _mandaat(wereld, mandaat)


def _mag_handelen(wereld: Wereld, mandaat: Mandaat) -> bool:
    if mandaat.soort is MandaatSoort.GEMEENTE:
        return True
    return any(is_van_kracht(convenant, _categorie(wereld, mandaat), wereld.dag) for convenant in wereld.convenanten[mandaat.doel])


def _categorie(wereld: Wereld, mandaat: Mandaat) -> Categorie:
    gebruiker = next(g for g in wereld.gebruikers if _handelt_onder(g, mandaat))
    return _categorieen(wereld.dag)[gebruiker.categoriecode or ""]


def _categorieen(dag: date) -> Categorieen:
    return statuut().op(dag).categorieen


def _mandaat(wereld: Wereld, mandaat: Mandaat) -> BeschrevenMandaat:
    gebruikers = [g for g in wereld.gebruikers if _handelt_onder(g, mandaat) and _is_aangewezen(g, wereld.dag)]
    categorie = gebruikers[0].categoriecode
    return BeschrevenMandaat(
        soort=mandaat.soort,
        naam=_naam(wereld, mandaat, gebruikers[0]),
        categorie=categorie,
        gemeentecode=mandaat.gemeentecode,
        bsn_gerechtigd=categorie is not None and _bsn_gerechtigd(wereld, mandaat.doel, categorie),
        gebruikers=tuple(BeschrevenGebruiker(g.id, g.rollen) for g in gebruikers),
        instantie_id=mandaat.doel if mandaat.soort is MandaatSoort.INSTANTIE else None,
    )


def _handelt_onder(gebruiker: Gebruiker, mandaat: Mandaat) -> bool:
    if gebruiker.soort is not mandaat.soort:
        return False
    if gebruiker.instantie is not None:
        return gebruiker.instantie.id == mandaat.doel
    return mandaat.doel in (gebruiker.id, gebruiker.gemeentecode)


def _is_aangewezen(gebruiker: Gebruiker, dag: date) -> bool:
    """R-003, R-004: an appointment in force that knows the limitation of its category."""
    categorie = _categorieen(dag).get(gebruiker.categoriecode or "")
    return gebruiker.aanwijzing.omvat(dag) and (categorie is None or kent_beperking(gebruiker, categorie))


def _naam(wereld: Wereld, mandaat: Mandaat, gebruiker: Gebruiker) -> str:
    if mandaat.soort is MandaatSoort.GEMEENTE:
        return wereld.gemeenten[mandaat.doel].naam
    return gebruiker.instantie.naam if gebruiker.instantie is not None else gebruiker.contact.naam


def _bsn_gerechtigd(wereld: Wereld, doel: str, categorie: str) -> bool:
    """R-023: by category, unless a convenant in force settles it on a recorded ground."""
    for convenant in wereld.convenanten[doel]:
        if convenant.geldigheid.omvat(wereld.dag) and convenant.bsn_gerechtigd is not None and convenant.bsn_grond:
            return convenant.bsn_gerechtigd
    return _categorieen(wereld.dag)[categorie].bsn_gerechtigd


def beschrijf_personen(personen: Sequence[Persoon], dag: date, elders: Elders | None = None) -> tuple[BeschrevenPersoon, ...]:
    """The persons worth describing on ``dag``, with what is special about them; at most ``keuze.HOOGSTENS``.

    ``elders`` stands for the persons of a long file who are not among ``personen``; None when these are all.
    """
    return tuple(
        BeschrevenPersoon(
            bsn=gekozen.persoon.bsn,
            geslachtsnaam=gekozen.persoon.geslachtsnaam,
            voorvoegsel=gekozen.persoon.voorvoegsel,
            voornamen=gekozen.persoon.voornamen,
            geboortedatum=gekozen.persoon.geboortedatum,
            geslacht=gekozen.persoon.geslacht,
            postcode=gekozen.persoon.postcode,
            huisnummer=gekozen.persoon.huisnummer,
            kenmerken=tuple(str(kenmerk) for kenmerk in gekozen.kenmerken),
        )
        for gekozen in kies_personen(personen, dag, elders)
    )
