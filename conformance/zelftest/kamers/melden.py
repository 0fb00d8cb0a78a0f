"""Servers that report as the law does not: who, whom, how long, and twice (Jeugdwet 7.1.1, 7.1.4)."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from verwijsindex.domain.instantie import MandaatSoort, Rol
from verwijsindex.domain.ports_register import RegisterPersoon
from verwijsindex.domain.regels import bevoegdheid, identificatie, namen, termijnen, zonder_bsn
from verwijsindex.domain.tijd import BrpDatum, plus_maanden
from verwijsindex.domain.weigeringen import BsnOnbekend, GeenMandaat, NietGevonden, Overleden, TeOud, Weigering
from verwijsindex.operations import identificeren, koppel_bsn, meld_jeugdigen, melden, wijzig_contactgegevens
from verwijsindex.operations.melden import Gemeld, Melder, TeMelden
from verwijsindex.storage.meldingen import SqlMeldingen
from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.organisaties import SqlOrganisaties
from verwijsindex.storage.tabellen import melding as meldingtabel

from ..mutant import Ingreep, Mutant, altijd, niets, overal

_DAG = timedelta(days=1)
_BEGIN = BrpDatum(20150101)
_nieuwe_melding, _opnieuw, _meld = Melder._nieuwe_melding, Melder._opnieuw, Melder.meld
_eigen_lopende, _uiterlijk, _uit_register, _namens = (
    melden.eigen_lopende,
    identificatie.uiterlijk,
    identificatie.uit_register,
    bevoegdheid._namens,
)
_bepaal, _uit_bevraging, _drietal = bevoegdheid.bepaal_aanroeper, identificatie.uit_bevraging, zonder_bsn.drietal
_toestand, _van_meldingsbevoegde, _reeds_gemeld = termijnen.toestand, SqlMeldingen.van_meldingsbevoegde, Melder._reeds_gemeld
_zoek_een = identificeren._zoek_een


def _gisteren(zelf: Melder, *wat: Any) -> Any:
    nieuw = _nieuwe_melding(zelf, *wat)
    return replace(nieuw, meldmoment=nieuw.meldmoment - _DAG)


def _reeds(zelf: Melder, eerst: Gemeld, transactie: Any) -> Gemeld:
    return _opnieuw(zelf, eerst, transactie)._replace(reeds_gemeld=True)


def _onthoudt_weigering(zelf: Melder, wat: TeMelden) -> Gemeld:
    """Binds the key of what it refuses."""
    try:
        return _meld(zelf, wat)
    except Weigering:
        niet = Gemeld("00000000-0000-4000-8000-000000000000", zelf._verzoek.moment, zelf._verzoek.dag, False, False, False)
        with zelf._context.opslag.schrijven() as transactie:
            transactie.sleutels.bind(zelf._sleutel(wat), zelf._verzoek.moment, melden.naar_tekst(niet), None)
            transactie.leg_vast()
        raise


def _langer(maanden: int) -> Callable[..., date]:
    return lambda dag, *rest: plus_maanden(dag, maanden)


def _verlengt(zelf: Melder, transactie: Any, eigen: Any, rond: Any) -> Any:
    gemeld, regels = _reeds_gemeld(zelf, transactie, eigen, rond)
    return gemeld._replace(verwijderdatum=gemeld.verwijderdatum + _DAG), regels


def _een_dag_langer(melding: Any, dag: date) -> Any:
    gisteren = dag - _DAG
    return _toestand(melding, gisteren if dag == melding.verwijderdatum else dag)


def _met_gisteren(zelf: SqlMeldingen, wie: str, na: Any, hoogstens: int, dag: date) -> Any:
    return _van_meldingsbevoegde(zelf, wie, na, hoogstens, dag - _DAG)


def _van_iedereen(zelf: SqlMeldingen, wie: str, na: Any, hoogstens: int, dag: date) -> Any:
    """All meldingen of whoever works where he does."""
    rijen = zelf._sessie.rijen(Opdracht(select(meldingtabel.c.meldingsbevoegde).distinct()))
    collegas = sorted(een for (een,) in rijen if een.rpartition("-melder")[0] == wie.rpartition("-melder")[0])
    gevonden = [m for een in collegas for m in _van_meldingsbevoegde(zelf, een, na, hoogstens, dag)]
    return sorted(gevonden, key=lambda m: (m.meldmoment, m.id))[:hoogstens]


def _slaat_over(zelf: SqlMeldingen, wie: str, na: Any, hoogstens: int, dag: date) -> Any:
    return _van_meldingsbevoegde(zelf, wie, na, hoogstens, dag)[1 if na else 0 :]


def _bij_22(persoon: RegisterPersoon, dag: date, grens: int, element: str = "jeugdige/bsn") -> date:
    einde = _uiterlijk(persoon, dag, grens, element)
    if einde <= dag + timedelta(days=365):
        raise TeOud(element)
    return einde


def _ook_overleden(persoon: RegisterPersoon, dag: date, grens: int, element: str = "jeugdige/bsn") -> date:
    return _uiterlijk(replace(persoon, overleden=False), dag, grens, element)


def _ook_te_oud(persoon: RegisterPersoon, dag: date, grens: int, element: str = "jeugdige/bsn") -> date:
    try:
        return _uiterlijk(persoon, dag, grens, element)
    except TeOud:
        return dag + 365 * _DAG


def _zonder_geboortedatum(persoon: RegisterPersoon, *rest: Any) -> date:
    geboren = persoon.geboortedatum
    return _uiterlijk(persoon if geboren is not None else replace(persoon, geboortedatum=_BEGIN), *rest)


def _wie_dan_ook(gevonden: Sequence[RegisterPersoon], element: str = "jeugdige/bsn") -> RegisterPersoon:
    return _uit_register(gevonden, element) if gevonden else RegisterPersoon(_BEGIN)


def _ook_opgeschort(gevonden: Sequence[RegisterPersoon], element: str = "jeugdige/bsn") -> RegisterPersoon:
    return _uit_register([replace(een, opgeschort=False) for een in gevonden], element)


def _geen_rni(gevonden: Sequence[RegisterPersoon], element: str = "jeugdige/bsn") -> RegisterPersoon:
    if any(een.gemeentecode == "1999" for een in gevonden):
        raise BsnOnbekend(element)
    return _uit_register(gevonden, element)


def _niet_alleen(stuur: Any, gebruiker: Any) -> Any:
    if gebruiker is not None and gebruiker.soort is MandaatSoort.FUNCTIONARIS:
        raise GeenMandaat("stuurgegevens/instantieId")
    return _namens(stuur, gebruiker)


def _elk_recht(stuur: Any, oin: str, dossier: Any, dag: date, rollen: Collection[Rol], **rest: Any) -> Any:
    return _bepaal(stuur, oin, dossier, dag, frozenset(Rol), **rest)


def _elke_rol(stuur: Any, oin: str, dossier: Any, dag: date, rollen: Collection[Rol], **rest: Any) -> Any:
    wie = dossier.gebruiker
    ruim = dossier if wie is None else replace(dossier, gebruiker=replace(wie, rollen=frozenset(Rol)))
    return _bepaal(stuur, oin, ruim, dag, rollen, **rest)


def _vindt_niemand(*_: Any) -> Any:
    raise NietGevonden("jeugdige/bevraging")


def _zegt_waarom(treffers: Any, bevraging: Any, dag: date, grens: int) -> Any:
    """Tells who asks that somebody was found, and why he cannot be reported."""
    passend = [t for t in treffers if identificatie.past_bij(t, bevraging)]
    if len(passend) == 1:
        if passend[0].persoon.overleden:
            raise Overleden("jeugdige/bevraging")
        if passend[0].persoon.opgeschort:
            raise BsnOnbekend("jeugdige")
        _uiterlijk(passend[0].persoon, dag, grens, "jeugdige/bevraging")
    return _uit_bevraging(passend, bevraging, dag, grens)


def _eigen_nummer(bevraging: Any, dag: date, context: Any) -> Any:
    """Keeps who was found by name under another number than who was found by BSN."""
    gevonden = _zoek_een(bevraging, dag, context)
    anders = zonder_bsn.Drietal(bevraging.geslachtsnaam, bevraging.geboortedatum, "O")
    return replace(gevonden, nummer=context.opslag.visn(anders))


def _stopt_bij_een_fout(melder: Melder, wat: TeMelden, lopend: Any, context: Any) -> Gemeld:
    return melder.meld(wat)


def _steeds_anders(zonder: Any) -> Any:
    return replace(_drietal(zonder), naam=secrets.token_hex(8))


def _zonder_geslacht(zonder: Any) -> Any:
    return replace(_drietal(zonder), geslacht="O")


def _andere_inhoud_mag(gebonden: Any, element: str) -> str:
    if gebonden.antwoord is None:
        raise NietGevonden(element)
    return str(gebonden.antwoord)


def _met_gevolgen(zelf: Melder, transactie: Any, eigen: Any, rond: Any) -> Any:
    melden.bewaar_gevolg(transactie, replace(zelf._gevolgen(transactie, eigen, rond), matches=()))
    return _reeds_gemeld(zelf, transactie, eigen, rond)


def _elke(melding: Any, wie: str, dag: date) -> Any:
    if melding is None:
        raise NietGevonden("meldingId")
    return melding


_GEEN_LEEFTIJD: tuple[Ingreep, ...] = (
    *overal(identificatie, "uiterlijk", _ook_te_oud),
    *overal(termijnen, "nog_te_melden", lambda uiterlijk, *_: uiterlijk),
)

MUTANTEN = (
    Mutant("meldmoment-van-gisteren", "R-055", ((Melder, "_nieuwe_melding", _gisteren),)),
    Mutant("drie-jaar", "R-060", overal(termijnen, "verwijderdatum", _langer(36))),
    Mutant("herhaling-zegt-reeds-gemeld", "KV-52", ((Melder, "_opnieuw", _reeds),)),
    Mutant("weigering-bezet-de-sleutel", "R-158", ((Melder, "meld", _onthoudt_weigering),)),
    Mutant("twee-meldingen-van-een-melder", "R-071", ((melden, "eigen_lopende", altijd(None)),)),
    Mutant("nog-eens-melden-verlengt", "R-063", ((Melder, "_reeds_gemeld", _verlengt),)),
    Mutant(
        "een-dag-te-lang",
        "R-062",
        (*overal(termijnen, "toestand", _een_dag_langer), (SqlMeldingen, "van_meldingsbevoegde", _met_gisteren)),
    ),
    Mutant("toont-meldingen-van-collegas", "R-009", ((SqlMeldingen, "van_meldingsbevoegde", _van_iedereen),)),
    Mutant("bladzijde-slaat-een-over", "KV-23", ((SqlMeldingen, "van_meldingsbevoegde", _slaat_over),)),
    Mutant("tot-22", "R-040", overal(identificatie, "uiterlijk", _bij_22)),
    Mutant("ook-wie-is-overleden", "VIR-112", overal(identificatie, "uiterlijk", _ook_overleden)),
    Mutant("ook-wie-te-oud-is", "VIR-110", _GEEN_LEEFTIJD),
    Mutant("ook-zonder-geboortedatum", "R-042", overal(identificatie, "uiterlijk", _zonder_geboortedatum)),
    Mutant("elk-bsn-bestaat", "R-022", overal(identificatie, "uit_register", _wie_dan_ook)),
    Mutant("ook-wie-is-opgeschort", "VIR-102", overal(identificatie, "uit_register", _ook_opgeschort)),
    Mutant("rni-telt-niet", "R-046", overal(identificatie, "uit_register", _geen_rni)),
    Mutant("geen-zelfstandigen", "KV-11", ((bevoegdheid, "_namens", _niet_alleen),)),
    Mutant("elke-rol-mag-alles", "R-007", overal(bevoegdheid, "bepaal_aanroeper", _elk_recht)),
    Mutant("iedereen-heeft-elke-rol", "KV-13", overal(bevoegdheid, "bepaal_aanroeper", _elke_rol)),
    Mutant("elke-afzender", "KV-10", overal(bevoegdheid, "is_verzender", niets)),
    Mutant("elke-aanduiding", "R-023", overal(bevoegdheid, "mag_zo_aanduiden", niets)),
    Mutant("iedereen-mag-koppelen", "VIR-105", overal(bevoegdheid, "mag_koppelen", niets)),
    Mutant("contact-van-een-ander", "R-054", overal(bevoegdheid, "mag_contact_wijzigen", niets)),
    Mutant("wijzigt-geen-contact", "KV-24", ((SqlOrganisaties, "wijzig_contact", niets),)),
    Mutant("onbereikbaar-mag", "R-053", ((wijzig_contactgegevens.Contactgegevens, "bereikbaar", property(altijd(True))),)),
    Mutant("bevraging-vindt-niemand", "R-025", ((identificeren, "_zoek_een", _vindt_niemand),)),
    Mutant("bevraging-zegt-waarom", "R-024", overal(identificatie, "uit_bevraging", _zegt_waarom)),
    Mutant("bevraging-is-een-ander", "R-070", ((identificeren, "_zoek_een", _eigen_nummer),)),
    Mutant("een-fout-stopt-alles", "KV-21", ((meld_jeugdigen, "_meld_een", _stopt_bij_een_fout),)),
    Mutant("zonder-bsn-steeds-een-ander", "R-026", overal(zonder_bsn, "drietal", _steeds_anders)),
    Mutant("geslacht-telt-niet", "R-026", overal(zonder_bsn, "drietal", _zonder_geslacht)),
    Mutant("namen-letterlijk", "R-028", overal(namen, "normaliseer", str.upper)),
    Mutant("zonder-bsn-mag-altijd", "VIR-106", overal(zonder_bsn, "heeft_geen_bsn", niets)),
    Mutant("ongeboren-mag", "R-032", overal(zonder_bsn, "is_al_geboren", niets)),
    Mutant("andere-inhoud-mag-bij-melden", "VIR-140", ((melden, "eerste_antwoord", _andere_inhoud_mag),)),
    Mutant("herhaling-geeft-signalen", "R-082", ((Melder, "_reeds_gemeld", _met_gevolgen),)),
    Mutant("koppelt-andermans-melding", "KV-25", ((koppel_bsn, "eigen_actieve_melding", _elke),)),
)
