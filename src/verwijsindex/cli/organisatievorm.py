"""Everything that is registered as the file that `verwijsindex organisatie` reads and writes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from verwijsindex.domain.instantie import Contactgegevens, Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.organisatie import PROFIELTEKSTEN, Conformiteit, Inschrijvingen, Naamswijziging, Organisatieprofiel
from verwijsindex.domain.organisatiebestand import ALLEEN_LEZEN
from verwijsindex.domain.regels.bereikbaar import HOOGSTENS
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.yamlbestand import schrijf_yaml

KOP: Final = """\
# Organisaties van een verwijsindex, zoals 'verwijsindex organisatie exporteer' ze schrijft en 'organisatie importeer' ze leest.
# Dit bestand bevat persoonsgegevens van professionals. Bewaar het waar alleen het functioneel beheer bij kan.
# Wat u weglaat, wordt niet gewist maar eindigt. vanaf is de eerste dag, tot is de eerste dag waarop het niet meer geldt.
"""


def als_bestand(alles: Inschrijvingen, namen: Sequence[Naamswijziging], toetsen: Sequence[Conformiteit] = ()) -> str:
    """The text of the file; reading it back changes nothing."""
    return KOP + schrijf_yaml({**_boom(alles), **_om_te_lezen(namen, toetsen)})


def _om_te_lezen(namen: Sequence[Naamswijziging], toetsen: Sequence[Conformiteit]) -> dict[str, Any]:
    delen = _vol(namen=[_naam(een) for een in namen], conformiteit=[_toets(een) for een in toetsen])
    return {ALLEEN_LEZEN: delen} if delen else {}


def _toets(een: Conformiteit) -> dict[str, Any]:
    return {"partner": een.oin, "koppelvlak": een.versie, "getoetst_op": een.getoetst_op.date(), "gevallen": een.gevallen}


def _boom(alles: Inschrijvingen) -> dict[str, Any]:
    return {
        "partners": [{"oin": wie.oin, "naam": wie.naam, "toestand": wie.toestand.value} for wie in alles.partners.values()],
        "gemeenten": [
            _vol(
                code=gemeente.code,
                naam=gemeente.naam,
                live_vanaf=gemeente.live_vanaf,
                gebruikers=[_gebruiker(wie) for wie in alles.gebruikers.values() if wie.gemeentecode == code],
            )
            for code, gemeente in alles.gemeenten.items()
        ],
        "instanties": [_instantie(wie, alles) for wie in alles.instanties.values()],
        "functionarissen": [_functionaris(wie, alles) for wie in alles.gebruikers.values() if wie.soort is MandaatSoort.FUNCTIONARIS],
        "mandaten": [_mandaat(recht) for recht in alles.mandaten.values()],
        **_vol(toezichthouders=[_toezichthouder(wie) for wie in alles.gebruikers.values() if wie.soort is MandaatSoort.TOEZICHT]),
    }


def _instantie(wie: Instantie, alles: Inschrijvingen) -> dict[str, Any]:
    return _vol(
        id=wie.id,
        naam=wie.naam,
        categorie=wie.categorie,
        levensduur=wie.levensduur_maanden,
        mail_collegas=None if wie.mail_collegas else False,
        profiel=_profiel(alles.profielen[wie.id]) if wie.id in alles.profielen else None,
        coordinator=alles.coordinatoren.get(wie.id),
        invaller=alles.invallers.get(wie.id),
        convenanten=_convenanten(MandaatSoort.INSTANTIE, wie.id, alles),
        gebruikers=[_gebruiker(een) for een in alles.gebruikers.values() if een.instantie is not None and een.instantie.id == wie.id],
    )


def _functionaris(wie: Gebruiker, alles: Inschrijvingen) -> dict[str, Any]:
    van_hem = _convenanten(MandaatSoort.FUNCTIONARIS, wie.id, alles)
    rollen = None if wie.rollen == {Rol.MELDER} else _rollen(wie)
    gegevens = {"contact": _contact(wie.contact), "convenanten": van_hem}
    return _vol(id=wie.id, categorie=wie.categorie, rollen=rollen, **_periode(wie.aanwijzing), **_bevestigd(wie), **gegevens)


def _gebruiker(wie: Gebruiker) -> dict[str, Any]:
    return _vol(id=wie.id, rollen=_rollen(wie), **_periode(wie.aanwijzing), **_bevestigd(wie), contact=_contact(wie.contact))


def _toezichthouder(wie: Gebruiker) -> dict[str, Any]:
    return _vol(id=wie.id, **_periode(wie.aanwijzing), contact=_contact(wie.contact))


def _bevestigd(wie: Gebruiker) -> dict[str, Any]:
    return {"beperking_bevestigd": True if wie.beperking_bevestigd else None}


def _rollen(wie: Gebruiker) -> list[str]:
    return sorted(rol.value for rol in wie.rollen)


def _profiel(profiel: Organisatieprofiel) -> dict[str, Any]:
    teksten = {naam: getattr(profiel, naam) for naam in PROFIELTEKSTEN}
    return _vol(**teksten, contact=None if profiel.contact is None else _contact(profiel.contact))


def _convenanten(soort: MandaatSoort, houder: str, alles: Inschrijvingen) -> list[dict[str, Any]]:
    return [_convenant(afspraak) for sleutel, afspraak in alles.convenanten.items() if sleutel[:2] == (soort, houder)]


def _convenant(afspraak: Convenant) -> dict[str, Any]:
    return _vol(
        gemeente=afspraak.gemeentecode,
        **_periode(afspraak.geldigheid),
        bsn_gerechtigd=afspraak.bsn_gerechtigd,
        bsn_grond=afspraak.bsn_grond,
        beperking_vastgelegd=True if afspraak.beperking_vastgelegd else None,
    )


def _mandaat(recht: Mandaat) -> dict[str, Any]:
    namens = {recht.soort.value.lower(): recht.doel}
    if recht.soort is not MandaatSoort.GEMEENTE:
        namens["convenant_met"] = recht.gemeentecode
    return _vol(partner=recht.oin, **namens, **_periode(recht.geldigheid))


def _naam(een: Naamswijziging) -> dict[str, Any]:
    return _vol(instantie=een.instantie_id, heette=een.naam, tot=een.tot, opgegaan_in=een.opgegaan_in)


def _contact(contact: Contactgegevens) -> dict[str, Any]:
    return _vol(**{naam: getattr(contact, naam) for naam in HOOGSTENS})


def _periode(periode: Geldigheid) -> Mapping[str, date | None]:
    return {"vanaf": periode.vanaf, "tot": periode.tot}


def _vol(**velden: Any) -> dict[str, Any]:
    """What is not there is left out."""
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None and waarde != []}
