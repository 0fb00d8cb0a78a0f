"""Reading a policy file: whole, or not at all, with line and reason for everything that is wrong (R-002, R-060, R-190)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any, Final

from verwijsindex.domain.beleid import Afbouw, Beleid, Beleidsversie
from verwijsindex.domain.beleidsbestand import Beleidsbestand
from verwijsindex.domain.instantie import Categorie, Domein
from verwijsindex.domain.tijd import Geldigheid

GROEPEN: Final = ("termijnen", "leeftijden", "schakelaars")
_VERSIE: Final = {"naam", "vanaf", "tot", *GROEPEN}
_AFBOUW: Final = {"geen_nieuwe_meldingen_vanaf", "alles_vernietigd_op", "artikel"}
_CATEGORIE: Final = {
    "code": str,
    "domein": str,
    "omschrijving": str,
    "artikel": str,
    "zelfstandig": bool,
    "bsn_gerechtigd": bool,
    "bsn_artikel": str,
    "vanaf": date,
}
_CATEGORIE_OOK: Final = {"beperking": str, "tot": date}
_BETEKENIS: Final = ("domein", "zelfstandig", "omschrijving")
"""What a code means, which never changes (R-002)."""


@dataclass(frozen=True, slots=True)
class _Waarde:
    """A value with its ground; the bounds are those of the statute."""

    waarde: int | bool
    artikel: str
    minimaal: int | None = None
    ten_hoogste: int | None = None


_Waarden = Mapping[str, _Waarde]


@dataclass(frozen=True, slots=True)
class _Versie:
    naam: str
    vanaf: date
    waarden: _Waarden


@cache
def _wet() -> tuple[tuple[_Versie, ...], tuple[Categorie, ...]]:
    """The statute as it was built in; the only text that may set bounds."""
    bestand = Beleidsbestand(resources.files("verwijsindex.domain").joinpath("statuut.toml").read_text(encoding="utf-8"))
    versies = _lees_versies(bestand, ())
    categorieen = _lees_categorieen(bestand, ())
    bestand.klaar()
    return versies, categorieen


@cache
def statuut() -> Beleid:
    """The statute of 2015 under the AVG: what applies when nobody chose anything else."""
    wet, categorieen = _wet()
    return _maak(wet, (), categorieen, None)


def lees_beleid(tekst: str) -> Beleid:
    """A policy of one's own on top of the statute: what it does not name stays as the statute, or an earlier version, has it (R-190).

    Raises BeleidOnjuist with every line that is wrong: versions that overlap or leave a gap, a term longer than the law allows, a code
    that gets another meaning.
    """
    bestand = Beleidsbestand(tekst)
    bestand.onbekend("", bestand.inhoud, {"versie", "categorie", "afbouw"})
    wet, ingebouwd = _wet()
    eigen = _lees_versies(bestand, wet)
    categorieen = _lees_categorieen(bestand, ingebouwd)
    afbouw = _lees_afbouw(bestand)
    bestand.klaar()
    return _maak(wet, eigen, categorieen, afbouw)


def _lees_versies(bestand: Beleidsbestand, wet: Sequence[_Versie]) -> tuple[_Versie, ...]:
    """In order; each has the values that were named in it or in one before it."""
    versies: list[_Versie] = []
    tot: date | None = None
    for nummer, ruw in enumerate(bestand.lijst("versie")):
        pad = f"versie.{nummer}"
        bestand.onbekend(pad, ruw, _VERSIE)
        vanaf = _dag(bestand, pad, ruw, "vanaf")
        if vanaf is None:
            continue
        if versies and vanaf <= versies[-1].vanaf:
            bestand.fout(f"{pad}.vanaf", "versies staan op volgorde, en twee versies beginnen nooit op dezelfde dag")
        if tot is not None and vanaf != tot:
            soort = "overlapt met" if vanaf < tot else "sluit niet aan op"
            bestand.fout(f"{pad}.vanaf", f"deze versie {soort} de vorige, die tot {tot.isoformat()} geldt")
        tot = _dag(bestand, pad, ruw, "tot") if "tot" in ruw else None
        if tot is not None and tot <= vanaf:
            bestand.fout(f"{pad}.tot", "tot is de eerste dag waarop de versie niet meer geldt, en ligt na vanaf")
        eigen = _lees_waarden(bestand, pad, ruw, [v for v in wet if v is _op(vanaf, wet) or v.vanaf > vanaf])
        versie = _Versie(_tekst(bestand, pad, ruw, "naam"), vanaf, {**(versies[-1].waarden if versies else {}), **eigen})
        versies.append(versie)
        _eis_samenhang(bestand, pad, {**(_op(vanaf, wet) or versie).waarden, **versie.waarden})
    if tot is not None:
        bestand.fout(f"versie.{len(versies) - 1}.tot", "na deze dag geldt er geen beleid; laat tot weg (het einde staat in [afbouw])")
    return tuple(versies)


def _op(dag: date, versies: Sequence[_Versie]) -> _Versie | None:
    """The last that has begun on ``dag``; the first when none has, None without any."""
    return next((versie for versie in reversed(versies) if versie.vanaf <= dag), versies[0] if versies else None)


def _lees_waarden(bestand: Beleidsbestand, pad: str, ruw: Mapping[str, Any], wet: Sequence[_Versie]) -> dict[str, _Waarde]:
    """The values that this version names, each within the bounds of the statute."""
    waarden: dict[str, _Waarde] = {}
    for groep in GROEPEN:
        tabel = ruw.get(groep, {})
        if not isinstance(tabel, dict):
            bestand.fout(f"{pad}.{groep}", f"{groep} is een tabel: [versie.{groep}]")
            continue
        for naam, inhoud in tabel.items():
            plek = f"{pad}.{groep}.{naam}"
            if wet and naam not in wet[0].waarden:
                bestand.fout(plek, f"{naam} is hier niet bekend")
            elif (waarde := _lees_waarde(bestand, plek, naam, inhoud, [versie.waarden[naam] for versie in wet])) is not None:
                waarden[naam] = waarde
    return waarden


def _lees_waarde(bestand: Beleidsbestand, pad: str, naam: str, inhoud: object, wet: Sequence[_Waarde]) -> _Waarde | None:
    if not isinstance(inhoud, dict) or not isinstance(inhoud.get("waarde"), int) or not isinstance(inhoud.get("artikel"), str):
        bestand.fout(pad, f'schrijf {naam} = {{ waarde = ..., artikel = "..." }}')
        return None
    if not inhoud["artikel"].strip():
        bestand.fout(pad, f"{naam}: het artikel of een andere grond ontbreekt")
    if not wet:
        return _Waarde(**inhoud)
    bestand.onbekend(pad, inhoud, {"waarde", "artikel"})
    waarde = inhoud["waarde"]
    if type(waarde) is not type(wet[0].waarde):
        bestand.fout(pad, f"{naam} is {'true of false' if isinstance(wet[0].waarde, bool) else 'een geheel getal'}")
        return None
    for grens in wet:
        if grens.ten_hoogste is not None and waarde > grens.ten_hoogste:
            bestand.fout(pad, f"{naam} is ten hoogste {grens.ten_hoogste} ({grens.artikel})")
        if grens.minimaal is not None and waarde < grens.minimaal:
            bestand.fout(pad, f"{naam} is ten minste {grens.minimaal} ({grens.artikel})")
    return _Waarde(waarde, inhoud["artikel"])


def _eis_samenhang(bestand: Beleidsbestand, pad: str, waarden: _Waarden) -> None:
    if waarden["waarschuw_dagen"].waarde >= waarden["waarschuw_vanaf_dagen"].waarde:
        bestand.fout(f"{pad}.termijnen.waarschuw_dagen", "waarschuw_dagen is minder dan waarschuw_vanaf_dagen")


def _lees_categorieen(bestand: Beleidsbestand, ingebouwd: Sequence[Categorie]) -> tuple[Categorie, ...]:
    """R-002: every period of every code; what the file says of a code replaces what the statute says of its periods, never its meaning."""
    eigen: dict[str, list[Categorie]] = {}
    betekenis = {categorie.code: categorie for categorie in ingebouwd}
    for nummer, ruw in enumerate(bestand.lijst("categorie")):
        pad = f"categorie.{nummer}"
        categorie = _lees_categorie(bestand, pad, ruw)
        if categorie is None:
            continue
        eerst = betekenis.setdefault(categorie.code, categorie)
        for veld in _BETEKENIS:
            if getattr(eerst, veld) != getattr(categorie, veld):
                bestand.fout(f"{pad}.{veld}", f"{categorie.code} krijgt een andere betekenis ({veld}); geef het een nieuwe code")
        perioden = eigen.setdefault(categorie.code, [])
        if perioden and not _sluit_aan(perioden[-1].geldigheid, categorie.geldigheid):
            bestand.fout(f"{pad}.vanaf", f"{categorie.code}: de perioden overlappen elkaar of staan niet op volgorde")
        perioden.append(categorie)
    return (*(c for c in ingebouwd if c.code not in eigen), *(c for perioden in eigen.values() for c in perioden))


def _sluit_aan(vorige: Geldigheid, volgende: Geldigheid) -> bool:
    return vorige.tot is not None and vorige.tot <= volgende.vanaf


def _lees_categorie(bestand: Beleidsbestand, pad: str, ruw: Mapping[str, Any]) -> Categorie | None:
    bestand.onbekend(pad, ruw, {*_CATEGORIE, *_CATEGORIE_OOK})
    goed = True
    for naam, soort in (*_CATEGORIE.items(), *((n, s) for n, s in _CATEGORIE_OOK.items() if n in ruw)):
        if type(ruw.get(naam)) is not soort:
            goed = False
            bestand.fout(f"{pad}.{naam}", f"{naam} ontbreekt of is geen {_WOORD[soort]}")
    if not goed:
        return None
    if ruw["domein"] not in set(Domein):
        bestand.fout(f"{pad}.domein", "domein is geen van de zeven domeinen van Jeugdwet 7.1.1.2")
        return None
    if re.fullmatch(r"[A-Z]{2}[0-9]{1,2}", ruw["code"]) is None:
        bestand.fout(f"{pad}.code", "een code is twee hoofdletters en een of twee cijfers")
    tot = ruw.get("tot")
    if tot is not None and tot <= ruw["vanaf"]:
        bestand.fout(f"{pad}.tot", "tot is de eerste dag waarop de categorie niet meer geldt, en ligt na vanaf")
    return Categorie(
        ruw["code"],
        Domein(ruw["domein"]),
        ruw["zelfstandig"],
        ruw["bsn_gerechtigd"],
        Geldigheid(ruw["vanaf"], tot),
        ruw.get("beperking"),
        ruw["omschrijving"],
        ruw["artikel"],
        ruw["bsn_artikel"],
    )


_WOORD: Final = {str: "tekst", bool: "true of false", date: "datum"}


def _lees_afbouw(bestand: Beleidsbestand) -> Afbouw | None:
    """R-190: from when nothing new is taken, and on which day everything goes."""
    ruw = bestand.inhoud.get("afbouw")
    if ruw is None:
        return None
    if not isinstance(ruw, dict):
        bestand.fout("afbouw", "schrijf [afbouw], met enkele haken")
        return None
    bestand.onbekend("afbouw", ruw, _AFBOUW)
    stop = _dag(bestand, "afbouw", ruw, "geen_nieuwe_meldingen_vanaf")
    weg = _dag(bestand, "afbouw", ruw, "alles_vernietigd_op") if "alles_vernietigd_op" in ruw else None
    if stop is not None and weg is not None and weg < stop:
        bestand.fout("afbouw.alles_vernietigd_op", "alles_vernietigd_op ligt niet voor geen_nieuwe_meldingen_vanaf")
    artikel = _tekst(bestand, "afbouw", ruw, "artikel")
    return None if stop is None else Afbouw(stop, weg, artikel)


def _dag(bestand: Beleidsbestand, pad: str, ruw: Mapping[str, Any], naam: str) -> date | None:
    waarde = ruw.get(naam)
    if isinstance(waarde, date) and not isinstance(waarde, datetime):
        return waarde
    bestand.fout(f"{pad}.{naam}", f"{naam} ontbreekt of is geen datum (jjjj-mm-dd, zonder aanhalingstekens)")
    return None


def _tekst(bestand: Beleidsbestand, pad: str, ruw: Mapping[str, Any], naam: str) -> str:
    waarde = ruw.get(naam)
    if isinstance(waarde, str) and waarde.strip():
        return waarde
    bestand.fout(f"{pad}.{naam}", f"{naam} ontbreekt of is leeg")
    return ""


def _maak(wet: Sequence[_Versie], eigen: Sequence[_Versie], categorieen: Sequence[Categorie], afbouw: Afbouw | None) -> Beleid:
    """One version per day on which anything changes: the law, a choice on top of it, or the period of a category."""
    eerste = wet[0].vanaf
    wisseldagen = {c.geldigheid.vanaf for c in categorieen} | {versie.vanaf for versie in eigen}
    dagen = sorted({versie.vanaf for versie in wet} | {dag for dag in wisseldagen if dag > eerste})
    gemaakt = tuple(_versie(dag, wet, eigen, categorieen) for dag in dagen)
    return Beleid(gemaakt, _kenmerk(gemaakt, afbouw), afbouw)


def _versie(dag: date, wet: Sequence[_Versie], eigen: Sequence[_Versie], categorieen: Sequence[Categorie]) -> Beleidsversie:
    per_code: dict[str, Categorie] = {}
    for categorie in categorieen:  # of one code the period that has begun last, or else the first that will
        if categorie.code not in per_code or categorie.geldigheid.vanaf <= dag:
            per_code[categorie.code] = categorie
    van_wet = _op(dag, wet) or wet[0]
    gekozen = [versie for versie in eigen if versie.vanaf <= dag]
    geldend = {**van_wet.waarden, **(gekozen[-1].waarden if gekozen else {})}
    waarden: dict[str, Any] = {naam: inhoud.waarde for naam, inhoud in geldend.items()}
    gronden = {naam: inhoud.artikel for naam, inhoud in geldend.items()}
    naam = gekozen[-1].naam if gekozen else van_wet.naam
    return Beleidsversie(naam=naam, vanaf=dag, categorieen=per_code, gronden=gronden, **waarden)


def _kenmerk(versies: Sequence[Beleidsversie], afbouw: Afbouw | None) -> str:
    inhoud = [
        [
            *((veld.name, getattr(versie, veld.name)) for veld in fields(versie) if veld.name != "categorieen"),
            sorted((code, asdict(categorie)) for code, categorie in versie.categorieen.items()),
        ]
        for versie in versies
    ]
    return sha256(repr((inhoud, afbouw)).encode()).hexdigest()[:32]
