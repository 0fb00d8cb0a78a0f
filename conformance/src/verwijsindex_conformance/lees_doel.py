"""Reads doel.yaml; docs/conformiteit.md explains every key of it to whoever writes it by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from verwijsindex_conformance.certificaten import GEEN_PARTNER, ONGELDIG, ZONDER_OIN
from verwijsindex_conformance.cluster import ALTIJD, Cluster, is_nodig
from verwijsindex_conformance.contractbestanden import DIENSTEN, ONTVANGSTDIENST
from verwijsindex_conformance.doel import (
    Beheerdaden,
    Doel,
    Gebeurtenissen,
    Gebruiker,
    Klok,
    Onbevoegd,
    Partner,
    Persoon,
    Product,
    Stopzetting,
    Systeem,
    Uitval,
)
from verwijsindex_conformance.doelsleutels import DoelOnjuist, Sleutels
from verwijsindex_conformance.systeemfout import in_woorden

VERSIE: Final = 1
KENMERKEN: Final = frozenset(
    {"zonder-familie", "overleden", "opgeschort", "23-of-ouder", "wordt-23", "geboortedatum-onbekend", "onbekend", "rni"}
)
GEGEVENS: Final = frozenset({"geslachtsnaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer"})
POSTBUS: Final = ("instantieId", "ontvangerId", "gemeentecode")
ROLLEN: Final = frozenset({"MELDER", "COORDINATOR", "REGIEVOERDER", "COLLEGE", "TOEZICHT"})
OP_EEN_DAG: Final = frozenset({"aanwijzing-voorbij", "aanwijzing-later", "convenant-voorbij"})
ONBEVOEGD: Final = OP_EEN_DAG | {"taak-niet-bevestigd", "taak-niet-vastgelegd"}
"""What somebody can lack who may not report; of some from, of one until a day."""
CERTIFICATEN: Final = ONGELDIG | ZONDER_OIN | {GEEN_PARTNER}
ONDERWERPEN: Final = (
    KENMERKEN | ROLLEN | {"klok", "gebeurtenissen", "storing", "beheer", "stopzetting", "onbevoegd", "gezinnen", "certificaten"}
)
"""About what a tester can declare that he cannot supply it."""


def lees_doel(pad: Path) -> Doel:
    """The target that a file describes; relative paths in it are relative to the file. Raises DoelOnjuist."""
    try:
        ruw = yaml.safe_load(pad.read_text(encoding="utf-8"))
    except OSError as fout:
        raise DoelOnjuist(f"{pad}: niet te lezen ({in_woorden(fout)})") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise DoelOnjuist(f"{pad}: geen geldige YAML in UTF-8") from None
    return _doel(Sleutels(ruw, "", pad.absolute().parent))


def _doel(s: Sleutels) -> Doel:
    if s.waarde("versie") != VERSIE:
        raise DoelOnjuist(f"versie: deze suite leest versie {VERSIE}")
    adressen = s.onder("adressen")
    index = s.onder("index")
    oin = index.tekst("oin")
    systeem = _systeem(s.onder("partner")) if s.heeft("partner") else None
    rijen = s.rijen("partners") if s.heeft("partners") or systeem is None else ()  # who plays the index alone, plays no partner
    gebruikers = tuple(gebruiker for rij in rijen for gebruiker in _van_partner(rij))
    gezinnen = s.lijst("gezinnen", mag_leeg=True)
    product, biedt = _product(s.onder("product")) if s.heeft("product") else (Product(), frozenset(Cluster))
    doel = Doel(
        adressen=_adressen(adressen, biedt),
        ca=s.bestand("ca"),
        oin=oin,
        index=_paar(index, oin),
        systeem=systeem,
        gebruikers=gebruikers,
        personen=_personen(s.onder("personen")) if s.heeft("personen") or systeem is None else {},
        gezinnen=tuple(_mensen(gezin, f"gezinnen[{n}]") for n, gezin in enumerate(gezinnen)),
        zonder_handtekening=_zonder_handtekening(s.onder("zonder-handtekening")) if s.heeft("zonder-handtekening") else {},
        verbind=_verbind(s.eventueel("verbind")),
        klok=_klok(s.onder("klok")) if s.heeft("klok") else None,
        gebeurtenissen=_gebeurtenissen(s.onder("gebeurtenissen")) if s.heeft("gebeurtenissen") else None,
        storing=_storing(s.onder("storing")) if s.heeft("storing") else None,
        beheer=_beheer(s.onder("beheer")) if s.heeft("beheer") else None,
        stopzetting=_stopzetting(s.onder("stopzetting")) if s.heeft("stopzetting") else None,
        onbevoegd=_onbevoegd(s.onder("onbevoegd"), gebruikers) if s.heeft("onbevoegd") else {},
        certificaten=_certificaten(s.onder("certificaten")) if s.heeft("certificaten") else {},
        product=product,
        biedt=biedt,
        kan_niet=_kan_niet(s.onder("kan-niet")) if s.heeft("kan-niet") else {},
    )
    for onderwerp, geleverd in (
        ("klok", doel.klok),
        ("gebeurtenissen", doel.gebeurtenissen),
        ("storing", doel.storing),
        ("beheer", doel.beheer),
        ("stopzetting", doel.stopzetting),
    ):
        if geleverd is not None and onderwerp in doel.kan_niet:
            raise DoelOnjuist(f"kan-niet.{onderwerp}: dit staat wel in het bestand")
    for deel in (adressen, index, s):
        deel.klaar()
    return doel


def _adressen(s: Sleutels, biedt: frozenset[Cluster]) -> dict[str, str]:
    alleen_ontvangst = s.sleutels() == [ONTVANGSTDIENST.naam]
    gevonden = {dienst.naam: s.eventueel(dienst.naam) for dienst in (*DIENSTEN, ONTVANGSTDIENST)}
    for naam, adres in gevonden.items():
        if adres is None and not alleen_ontvangst and is_nodig(naam, biedt):
            raise DoelOnjuist(f"{s.naam(naam)}: ontbreekt, en product.biedt noemt iets waarvoor deze dienst nodig is")
    return {naam: adres for naam, adres in gevonden.items() if adres is not None}


def _zonder_handtekening(s: Sleutels) -> dict[str, str]:
    """Of the services that have such an address; nothing is judged that has none."""
    gevonden = {dienst.naam: s.tekst(dienst.naam) for dienst in DIENSTEN if s.heeft(dienst.naam)}
    s.klaar()
    return gevonden


def _paar(s: Sleutels, oin: str) -> Partner | None:
    """A certificate and its key, when they are given; one without the other is a mistake."""
    if not s.heeft("certificaat") and not s.heeft("sleutel"):
        return None
    return Partner(oin, s.bestand("certificaat"), s.bestand("sleutel"))


def _systeem(s: Sleutels) -> Systeem:
    oin, geduld = s.tekst("oin"), s.waarde("geduld", 30)
    if not isinstance(geduld, int | float) or isinstance(geduld, bool) or not 0 < geduld <= 300:
        raise DoelOnjuist(f"{s.naam('geduld')}: een aantal seconden, hoogstens 300")
    opdracht = tuple(map(str, s.lijst("opdracht"))) if s.heeft("opdracht") else ()
    systeem = Systeem(oin, opdracht, float(geduld), _paar(s, oin), _postbus(s.onder("postbus")) if s.heeft("postbus") else {})
    s.klaar()
    return systeem


def _postbus(s: Sleutels) -> dict[str, str]:
    postbus = {naam: s.tekst(naam) for naam in POSTBUS if s.heeft(naam)}
    s.klaar()
    return postbus


def _product(s: Sleutels) -> tuple[Product, frozenset[Cluster]]:
    product = Product(s.eventueel("naam"), s.eventueel("versie"), s.eventueel("commit"))
    namen = s.lijst("biedt") if s.heeft("biedt") else list(Cluster)
    s.waarde("biedt")
    s.klaar()
    if not all(naam in list(Cluster) for naam in namen):
        raise DoelOnjuist(f"{s.naam('biedt')}: kies uit {', '.join(Cluster)}")
    return product, ALTIJD | {Cluster(naam) for naam in namen}


def _kan_niet(s: Sleutels) -> dict[str, str]:
    for onderwerp in s.sleutels():
        if onderwerp not in ONDERWERPEN:
            raise DoelOnjuist(f"{s.naam(onderwerp)}: dit onderwerp is onbekend")
    return {onderwerp: s.tekst(onderwerp) for onderwerp in s.sleutels()}


def _verbind(tekst: str | None) -> tuple[str, int] | None:
    if tekst is None:
        return None
    host, _, poort = tekst.rpartition(":")
    if not host or not poort.isdecimal():
        raise DoelOnjuist("verbind: schrijf host:poort")
    return host, int(poort)


def _klok(s: Sleutels) -> Klok:
    klok = Klok(zet=tuple(map(str, s.lijst("zet"))), vooruit=tuple(map(str, s.lijst("vooruit"))))
    s.klaar()
    return klok


def _gebeurtenissen(s: Sleutels) -> Gebeurtenissen:
    nodig = [tuple(map(str, s.lijst(naam))) for naam in ("verhuizing", "gemeente", "intrek")]
    kan = {
        naam: tuple(map(str, s.lijst(naam)))
        for naam in ("geboorte", "toekenning", "verbetering", "overlijden", "uitsluiting")
        if s.heeft(naam)
    }
    s.klaar()
    return Gebeurtenissen(*nodig, **kan)


def _storing(s: Sleutels) -> Uitval:
    uitval = Uitval(tuple(map(str, s.lijst("begin"))), tuple(map(str, s.lijst("einde"))))
    s.klaar()
    return uitval


def _beheer(s: Sleutels) -> Beheerdaden:
    kan = {naam: tuple(map(str, s.lijst(naam))) for naam in ("overdracht", "naam", "splitsing", "samenvoeging") if s.heeft(naam)}
    s.klaar()
    return Beheerdaden(**kan)


def _stopzetting(s: Sleutels) -> Stopzetting:
    stop = _dag(s, "geen-nieuwe-meldingen-vanaf")
    weg = _dag(s, "alles-vernietigd-op") if s.heeft("alles-vernietigd-op") else None
    s.klaar()
    if weg is not None and weg <= stop:
        raise DoelOnjuist(f"{s.naam('alles-vernietigd-op')}: deze dag ligt na geen-nieuwe-meldingen-vanaf")
    return Stopzetting(stop, weg)


def _dag(s: Sleutels, sleutel: str) -> date:
    try:
        return date.fromisoformat(s.tekst(sleutel))
    except ValueError:
        raise DoelOnjuist(f"{s.naam(sleutel)}: schrijf een dag als jjjj-mm-dd") from None


def _onbevoegd(s: Sleutels, gebruikers: tuple[Gebruiker, ...]) -> dict[str, Onbevoegd]:
    partners = {een.partner.oin: een.partner for een in gebruikers}
    gelezen = {}
    for naam in s.sleutels():
        if naam not in ONBEVOEGD:
            raise DoelOnjuist(f"{s.naam(naam)}: dit is onbekend; kies uit {', '.join(sorted(ONBEVOEGD))}")
        wie = s.onder(naam)
        oin, op = wie.tekst("oin"), _dag(wie, "op") if naam in OP_EEN_DAG else None
        if oin not in partners:
            raise DoelOnjuist(f"{wie.naam('oin')}: onder partners staat geen partner met dit OIN")
        gebruiker = Gebruiker(partners[oin], wie.tekst("gebruiker"), "MELDER", wie.tekst("instantie"), None, None, bsn_gerechtigd=True)
        gelezen[naam] = Onbevoegd(gebruiker, op)
        wie.klaar()
    return gelezen


def _certificaten(s: Sleutels) -> dict[str, Partner]:
    gelezen = {}
    for naam in s.sleutels():
        if naam not in CERTIFICATEN:
            raise DoelOnjuist(f"{s.naam(naam)}: dit certificaat is onbekend; kies uit {', '.join(sorted(CERTIFICATEN))}")
        paar = s.onder(naam)
        gelezen[naam] = Partner(naam, paar.bestand("certificaat"), paar.bestand("sleutel"))
        paar.klaar()
    return gelezen


def _van_partner(s: Sleutels) -> Iterator[Gebruiker]:
    partner = Partner(s.tekst("oin"), s.bestand("certificaat"), s.bestand("sleutel"))
    for mandaat in s.rijen("mandaten"):
        yield from _van_mandaat(mandaat, partner)
    s.klaar()


def _van_mandaat(s: Sleutels, partner: Partner) -> Iterator[Gebruiker]:
    instantie, categorie, gemeente = s.eventueel("instantie"), s.eventueel("categorie"), s.eventueel("gemeentecode")
    gerechtigd = s.ja_nee("bsnGerechtigd")
    gebruikers = s.onder("gebruikers")
    for rol in gebruikers.sleutels():
        if rol not in ROLLEN:
            raise DoelOnjuist(f"{gebruikers.naam(rol)}: deze rol is onbekend")
        for gebruiker_id in gebruikers.lijst(rol):
            yield Gebruiker(partner, str(gebruiker_id), rol, instantie, categorie, gemeente, gerechtigd)
    s.klaar()


def _personen(s: Sleutels) -> dict[str, tuple[Persoon, ...]]:
    for kenmerk in s.sleutels():
        if kenmerk not in KENMERKEN:
            raise DoelOnjuist(f"{s.naam(kenmerk)}: dit kenmerk is onbekend")
    return {kenmerk: _mensen(s.lijst(kenmerk, mag_leeg=True), s.naam(kenmerk)) for kenmerk in s.sleutels()}


def _mensen(ruw: Any, plek: str) -> tuple[Persoon, ...]:
    if not isinstance(ruw, list):
        raise DoelOnjuist(f"{plek}: hier hoort een lijst te staan")
    return tuple(_persoon(Sleutels(rij, f"{plek}[{nummer}]", Path())) for nummer, rij in enumerate(ruw))


def _persoon(s: Sleutels) -> Persoon:
    persoon = Persoon(s.tekst("bsn"), {veld: s.tekst(veld) for veld in s.sleutels() if veld in GEGEVENS})
    s.klaar()
    return persoon
