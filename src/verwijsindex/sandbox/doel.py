"""Writes ``doel.yaml``: a sandbox as a target of the conformance suite, in the form that ``docs/conformiteit.md`` explains."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

from verwijsindex.domain.beleid import Afbouw
from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.sandbox.beschreven import BeschrevenMandaat, BeschrevenPartner, BeschrevenPersoon, Beschrijving
from verwijsindex.sandbox.foute_certificaten import FOUT
from verwijsindex.sandbox.kenmerken import BELET, GEDEELDE_OUDER, Kenmerk
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.schrijven import schrijf_atomisch
from verwijsindex.sandbox.wereld import INDEX, ONBEVOEGD, OP_EEN_DAG

_HOOGSTENS: Final = 40
"""How many persons of one kenmerk, and how many gezinnen, the file names: more than the suite uses at once."""
_GEGEVENS: Final = ("geslachtsnaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer")
_ONBEKEND: Final = range(100000000, 200000000)
"""Where to look for a number that nobody bears: generated and public test persons have 9 for a first digit."""
_VERWIJSINDEX: Final = (sys.executable, "-m", "verwijsindex")
"""With the Python that runs the sandbox, because ``verwijsindex`` need not be on the tester's path."""
_SANDBOX: Final = (*_VERWIJSINDEX, "sandbox")
_GEZINSLID: Final = frozenset({Kenmerk.BROER_ZUS.value})


@dataclass(frozen=True, slots=True)
class Opstelling:
    """What ``sandbox.json`` does not tell of a sandbox, and the suite wants to know."""

    zonder_handtekening: Mapping[str, str] = field(default_factory=dict)
    """Where it answers by profile 2W-be, per service; empty when it does not."""
    afbouw: Afbouw | None = None
    """The days of its end, when its policy names them (R-190)."""
    grenzen: Mapping[str, date] = field(default_factory=dict)
    """Of those in ``ONBEVOEGD`` whom a day makes so: the first day without, or with, what they lack (R-004); who has none, is not named."""


def schrijf_doel(map: Path, beschrijving: Beschrijving, opstelling: Opstelling) -> Path:
    """Write ``doel.yaml`` in ``map`` for a sandbox that answers at the addresses of ``beschrijving``; gives its path."""
    pad = Sandboxmap(map).doel
    schrijf_atomisch(pad, "\n".join(_regels(map, beschrijving, opstelling)) + "\n")
    return pad


def _regels(map: Path, beschrijving: Beschrijving, opstelling: Opstelling) -> Iterator[str]:
    yield "# Deze sandbox als doel van de conformiteitstoets: verwijsindex-conformance draai --doel doel.yaml"
    yield "versie: 1"
    yield "adressen:"
    for dienst, adres in asdict(beschrijving.url).items():
        yield f"  {dienst}: {_tekst(adres)}"
    if opstelling.zonder_handtekening:
        yield "zonder-handtekening:"
    for dienst, adres in opstelling.zonder_handtekening.items():
        yield f"  {dienst}: {_tekst(adres)}"
    yield f"ca: {_tekst(beschrijving.ca)}"
    yield from ("index:", f"  oin: {_tekst(INDEX.oin)}", *_index(map))
    yield from ("product:", "  naam: verwijsindex", f"  versie: {_tekst(version('verwijsindex'))}")
    yield from _klok(map)
    yield from _gebeurtenissen(map)
    yield from _storing(map)
    yield from _beheer(map)
    yield from _stopzetting(opstelling.afbouw)
    yield from _onbevoegd(opstelling.grenzen)
    yield from _certificaten(Sandboxmap(map).foute_certificaten)
    yield "partners:"
    for partner in beschrijving.partners:
        yield from _partner(partner)
    yield "personen:"
    for kenmerk, personen in _per_kenmerk(beschrijving.personen):
        yield from _lijst(f"  {kenmerk}:", (_persoon(persoon) for persoon in personen))
    yield from _lijst("gezinnen:", (f"[{', '.join(_persoon(lid) for lid in gezin)}]" for gezin in _gezinnen(beschrijving.personen)))


def _index(map: Path) -> Iterator[str]:
    """With which the suite can play the index: for a partner system that is under test."""
    for sleutel, naam in (("certificaat", "index.pem"), ("sleutel", "index.key")):
        yield f"  {sleutel}: {_tekst((Sandboxmap(map).pki / naam).absolute())}"


def _klok(map: Path) -> Iterator[str]:
    opdracht = [*_SANDBOX, "klok", "--map", str(map)]
    yield "klok:"
    yield f"  zet: {json.dumps([*opdracht, '--zet', '{tijd}'])}"
    yield f"  vooruit: {json.dumps([*opdracht, '--vooruit', '{duur}'])}"


def _gebeurtenissen(map: Path) -> Iterator[str]:
    """The same, to let something happen in the register."""
    verhuis = [*_SANDBOX, "gebeurtenis", "verhuizing", "--map", str(map), "--bsn", "{bsn}"]
    naar = [*verhuis, "--postcode", "{postcode}", "--huisnummer", "{huisnummer}"]
    yield "gebeurtenissen:"
    yield f"  verhuizing: {json.dumps(naar)}"
    yield f"  gemeente: {json.dumps([*naar, '--gemeente', '{gemeente}'])}"
    yield f"  intrek: {json.dumps([*verhuis, '--bij', '{bij}'])}"
    uitsluiting = ["uitsluiting", "--map", str(map), "--postcode", "{postcode}", "--huisnummer", "{huisnummer}"]
    yield f"  uitsluiting: {json.dumps([*_SANDBOX, *uitsluiting])}"
    wie = ["--geslachtsnaam", "{geslachtsnaam}"]
    for naam, soort, woorden in (
        ("geboorte", "geboorte", ["--ouder", "{ouder}", *wie, "--geslacht", "{geslacht}", "--datum", "{geboortedatum}"]),
        ("toekenning", "bsn-toekennen", [*wie, "--geboortedatum", "{geboortedatum}", "--bsn", "{bsn}"]),
        ("verbetering", "bsn-verbeteren", ["--bsn", "{bsn}", "--nieuw", "{nieuw}"]),
        ("overlijden", "overlijden", ["--bsn", "{bsn}"]),
    ):
        yield f"  {naam}: {json.dumps([*_SANDBOX, 'gebeurtenis', soort, '--map', str(map), *woorden])}"


def _beheer(map: Path) -> Iterator[str]:
    """The same, to let something happen to an instantie (R-183, R-184)."""
    yield "beheer:"
    for naam, daad, woorden in (
        ("overdracht", "overdragen", ["--instantie", "{instantie}", "--van", "{van}", "--naar", "{naar}", "--op", "{dag}"]),
        ("naam", "hernoemen", ["{instantie}", "--naam", "{naam}", "--op", "{dag}"]),
        ("splitsing", "splitsen", ["{instantie}", "--tot", "{deel}", "--naam", "{naam}", "--gebruikers", "{gebruiker}"]),
        ("samenvoeging", "samenvoegen", ["{instantie}", "{tot}", "--tot", "{tot}"]),
    ):
        yield f"  {naam}: {json.dumps([*_VERWIJSINDEX, 'organisatie', daad, '--map', str(map), *woorden])}"


def _storing(map: Path) -> Iterator[str]:
    """The same, to let the register not answer (R-172)."""
    yield "storing:"
    for naam, wat in (("begin", "--weg"), ("einde", "--terug")):
        yield f"  {naam}: {json.dumps([*_SANDBOX, 'register', '--map', str(map), wat])}"


def _stopzetting(afbouw: Afbouw | None) -> Iterator[str]:
    """The days on its clock that the suite may look at (R-190)."""
    if afbouw is None:
        return
    yield "stopzetting:"
    yield f"  geen-nieuwe-meldingen-vanaf: {_tekst(afbouw.geen_nieuwe_meldingen_vanaf)}"
    if afbouw.alles_vernietigd_op is not None:
        yield f"  alles-vernietigd-op: {_tekst(afbouw.alles_vernietigd_op)}"


def _onbevoegd(grenzen: Mapping[str, date]) -> Iterator[str]:
    """Who may not report (R-003, R-004)."""
    yield "onbevoegd:"
    for wat, (oin, instantie, gebruiker) in ONBEVOEGD.items():
        if wat in OP_EEN_DAG and wat not in grenzen:
            continue
        op = f", op: {_tekst(grenzen[wat])}" if wat in grenzen else ""
        yield f"  {wat}: {{oin: {_tekst(oin)}, instantie: {_tekst(instantie)}, gebruiker: {_tekst(gebruiker)}{op}}}"


def _certificaten(map: Path) -> Iterator[str]:
    """Those that are there: a sandbox of before has none."""
    namen = [naam for naam in FOUT if (map / f"{naam}.key").exists()]
    if namen:
        yield "certificaten:"
    for naam in namen:
        pem, sleutel = (_tekst((map / f"{naam}.{soort}").absolute()) for soort in ("pem", "key"))
        yield f"  {naam}: {{certificaat: {pem}, sleutel: {sleutel}}}"


def _partner(partner: BeschrevenPartner) -> Iterator[str]:
    yield f"  - oin: {_tekst(partner.oin)}"
    yield f"    certificaat: {_tekst(partner.certificaat.absolute())}"
    yield f"    sleutel: {_tekst(partner.sleutel.absolute())}"
    yield "    mandaten:"
    for mandaat in partner.mandaten:
        yield from _mandaat(mandaat)


def _mandaat(mandaat: BeschrevenMandaat) -> Iterator[str]:
    yield f"      - gemeentecode: {_tekst(mandaat.gemeentecode)}"
    if mandaat.instantie_id is not None:
        yield f"        instantie: {_tekst(mandaat.instantie_id)}"
    if mandaat.categorie is not None:
        yield f"        categorie: {_tekst(mandaat.categorie)}"
    yield f"        bsnGerechtigd: {json.dumps(mandaat.bsn_gerechtigd)}"
    yield "        gebruikers:"
    for rol in Rol:
        ids = [gebruiker.gebruiker_id for gebruiker in mandaat.gebruikers if rol in gebruiker.rollen]
        if ids:
            yield f"          {rol.value}: {json.dumps(ids)}"


def _persoon(persoon: BeschrevenPersoon) -> str:
    velden = {"bsn": persoon.bsn, **{naam: getattr(persoon, naam) for naam in _GEGEVENS}}
    return "{" + ", ".join(f"{naam}: {_tekst(waarde)}" for naam, waarde in velden.items() if waarde not in (None, "")) + "}"


def _lijst(kop: str, regels: Iterable[str]) -> Iterator[str]:
    inspring = " " * (len(kop) - len(kop.lstrip()) + 2)
    gevuld = [f"{inspring}- {regel}" for regel in regels]
    yield from (kop, *gevuld) if gevuld else (f"{kop} []",)


def _tekst(waarde: object) -> str:
    """A JSON string is a YAML string, whatever stands in it."""
    return json.dumps(str(waarde), ensure_ascii=False)


def _per_kenmerk(personen: Sequence[BeschrevenPersoon]) -> Iterator[tuple[str, list[BeschrevenPersoon]]]:
    """Whoever a case can use for one thing and nothing else: the second reason to refuse him would hide the first."""
    met_bsn = [persoon for persoon in personen if persoon.bsn is not None]
    yield "zonder-familie", [persoon for persoon in met_bsn if not persoon.kenmerken][:_HOOGSTENS]
    for kenmerk in (Kenmerk.OVERLEDEN, Kenmerk.OPGESCHORT, Kenmerk.OUDER_DAN_22, Kenmerk.GEBOORTEDATUM_ONBEKEND):
        yield kenmerk.value, [persoon for persoon in met_bsn if _belet(persoon) == {kenmerk}][:_HOOGSTENS]
    for kenmerk in (Kenmerk.WORDT_23, Kenmerk.RNI):
        yield kenmerk.value, [persoon for persoon in met_bsn if kenmerk in persoon.kenmerken and not _belet(persoon)][:_HOOGSTENS]
    gebruikt = {persoon.bsn for persoon in personen}
    onbekend = next(nummer for nummer in map(str, _ONBEKEND) if voldoet_aan_elfproef(nummer) and nummer not in gebruikt)
    yield "onbekend", [BeschrevenPersoon(onbekend, None, None, None, None, None, None, None, ())]


def _belet(persoon: BeschrevenPersoon) -> set[str]:
    return {kenmerk for kenmerk in persoon.kenmerken if kenmerk in BELET}


def _gezinnen(personen: Sequence[BeschrevenPersoon]) -> list[list[BeschrevenPersoon]]:
    """Ordinary persons who share a parent, nobody in two of them."""
    gewoon = [p for p in personen if {k for k in p.kenmerken if not k.startswith(GEDEELDE_OUDER)} == _GEZINSLID]
    ouders = dict.fromkeys(k for p in gewoon for k in p.kenmerken if k.startswith(GEDEELDE_OUDER))
    gekozen: list[list[BeschrevenPersoon]] = []
    ingedeeld: set[str | None] = set()
    for ouder in ouders:
        leden = [persoon for persoon in gewoon if ouder in persoon.kenmerken]
        if len(leden) > 1 and not ingedeeld.intersection(lid.bsn for lid in leden):
            gekozen.append(leden)
            ingedeeld.update(lid.bsn for lid in leden)
    return gekozen[:_HOOGSTENS]
