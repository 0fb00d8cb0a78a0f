"""The end of the index on disk: what goes to the colleges, the proof, and the search for traces (R-190; docs/afbouw.md)."""

import json
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from verwijsindex.operations.afbouw import OPERATIE, colleges, draag_over
from verwijsindex.operations.context import Context
from verwijsindex.security.stempel import Stempel
from verwijsindex.settings import Instellingen, InstellingenOnjuist
from verwijsindex.storage.speuren import Spoor, Zoeklijst, bestanden, databasebestanden, lees_bestand, lees_tabellen

ZOEKLIJST: Final = "zoeklijst.txt"
LEESMIJ: Final = "LEESMIJ.md"
_UITLEG: Final = """# Overdracht aan de colleges

Een bestand per college: `college-<gemeentecode>.json`, UTF-8. `0000` is van melders die met geen enkel college afspraken hadden.

| veld | wat het is |
|---|---|
| `gemeentecode`, `gemaakt`, `beleid` | van welk college, wanneer gemaakt, onder welk beleid |
| `meldingen` | elke melding waarvoor het college verantwoordelijk is, ook uit het archief: `meldingId`, `nummer`, `partnerMeldingId`, |
| | `meldmoment`, `verwijderdatum`, `verwijderdOp`, `archiefTot`, `melder`, `instantie` |
| `nummer` | het bsn; begint het met V, dan het verwijsindexservicenummer van wie geen bsn heeft |
| `verzoeken` | elk verzoek of bezwaar bij het college, met de adviezen van melders |

De bestanden bevatten persoonsgegevens. Breng elk college alleen zijn eigen bestand, langs een veilige weg, en wis daarna deze map.
`zoeklijst.txt` gaat naar niemand: `verwijsindex afbouw controleer` zoekt daarmee na de vernietiging naar sporen. Wis haar daarna ook.
"""


def exporteer(naar: Path, context: Context, klaar: Callable[[int], None] = lambda _: None) -> Mapping[str, int]:
    """One file per college, a list of everything to search for afterwards, and an explanation; nobody else can read them.

    Gives per gemeente how many meldingen. Raises InstellingenOnjuist when the folder is there already.
    """
    try:
        naar.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise InstellingenOnjuist(f"{naar} bestaat al; kies een nieuwe map") from None
    gemaakt = context.klok.nu()
    telling = {gemeente: _schrijf_college(naar, gemeente, gemaakt, context, klaar) for gemeente in colleges(context)}
    with _open(naar / ZOEKLIJST) as uit, context.opslag.lezen() as transactie:
        uit.writelines(f"{soort}\t{waarde.hex()}\n" for soort, waarde in transactie.afbouw.sporen())
    with _open(naar / LEESMIJ) as uit:
        uit.write(_UITLEG)
    return telling


def _schrijf_college(naar: Path, gemeente: str, gemaakt: datetime, context: Context, klaar: Callable[[int], None]) -> int:
    """As it comes, melding by melding: a big city has more than fits in memory."""
    overdracht, aantal = draag_over(gemeente, context), 0
    with _open(naar / f"college-{gemeente}.json") as uit:
        kop = {
            "gemeentecode": gemeente,
            "gemaakt": gemaakt.isoformat(),
            "beleid": context.beleid.kenmerk,
            "verzoeken": overdracht.verzoeken,
        }
        uit.write(json.dumps(kop, ensure_ascii=False, indent=1, default=str)[:-2])
        uit.write(',\n "meldingen": [')
        for melding in overdracht.meldingen():
            uit.write(("," if aantal else "") + "\n  " + json.dumps(melding, ensure_ascii=False))
            aantal += 1
            klaar(1)
        uit.write("\n ]\n}\n")
    return aantal


def _open(pad: Path) -> IO[str]:
    return os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")


# The proof.


def maak_bewijs(instellingen: Instellingen, context: Context) -> dict[str, Any]:
    """What there was and what is left, under which policy, and where the logboek ends; signed with the key of the index."""
    with context.opslag.lezen() as transactie:
        stand, nu = transactie.afbouw.stand(), transactie.afbouw.tel()
        ketens = transactie.afbouw.logboekeinde()
    afbouw = context.beleid.afbouw
    inhoud: dict[str, Any] = {
        "soort": OPERATIE,
        "gemaakt": context.klok.nu().isoformat(),
        "beleid": {
            "kenmerk": context.beleid.kenmerk,
            "geen_nieuwe_meldingen_vanaf": None if afbouw is None else afbouw.geen_nieuwe_meldingen_vanaf.isoformat(),
            "alles_vernietigd_op": None if context.beleid.einde == context.beleid.einde.max else context.beleid.einde.isoformat(),
            "artikel": None if afbouw is None else afbouw.artikel,
        },
        "begonnen": None if stand is None else stand.begonnen.isoformat(),
        "voltooid": None if stand is None or stand.voltooid is None else stand.voltooid.isoformat(),
        "rijen": {
            tabel: {"vooraf": None if stand is None else stand.vooraf.get(tabel, 0), "nu": aantal} for tabel, aantal in sorted(nu.items())
        },
        "logboek": ketens,
    }
    return {"bewijs": inhoud, "certificaat": instellingen.certificaat.read_text("ascii"), "handtekening": _teken(instellingen, inhoud)}


def als_bytes(inhoud: Mapping[str, Any]) -> bytes:
    """What is signed: the proof as JSON with its names in order and without spaces."""
    return json.dumps(inhoud, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _teken(instellingen: Instellingen, inhoud: Mapping[str, Any]) -> str:
    """As the logboek is signed: with whatever kind of key the index has."""
    stempel = Stempel(instellingen.sleutel.read_bytes(), instellingen.certificaat.read_bytes())
    return b64encode(stempel.teken(als_bytes(inhoud))).decode()


# The search.


def lees_zoeklijst(export: Path) -> Zoeklijst:
    """Everything that was in the index when it was exported. Raises InstellingenOnjuist when it is not there."""
    lijst = Zoeklijst()
    try:
        with (export / ZOEKLIJST).open(encoding="utf-8") as geopend:
            for regel in geopend:
                soort, _, waarde = regel.rstrip("\n").partition("\t")
                lijst.voeg_toe(soort, bytes.fromhex(waarde))
    except (OSError, ValueError):
        raise InstellingenOnjuist(f"{export} heeft geen leesbare {ZOEKLIJST}; die maakt 'verwijsindex afbouw exporteer'") from None
    return lijst


def plekken(instellingen: Instellingen, ook: Iterable[Path]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Where is searched: the database in its files or tables, the technical log with what was rotated away, and what was named."""
    log = [] if instellingen.log is None else sorted(instellingen.log.parent.glob(f"{instellingen.log.name}*"))
    for pad in dict.fromkeys((*databasebestanden(instellingen.database), *log, *bestanden(ook))):
        yield str(pad), lees_bestand(pad)
    yield from lees_tabellen(instellingen.database)


def speur(lijst: Zoeklijst, instellingen: Instellingen, ook: Iterable[Path], gezien: Callable[[str], None]) -> Iterator[Spoor]:
    """Every trace, place by place; ``gezien`` hears of each place after it was searched."""
    for waar, blokken in plekken(instellingen, ook):
        yield from lijst.zoek(waar, blokken)
        gezien(waar)
