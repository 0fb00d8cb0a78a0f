"""Whether the suite judges the tegenpartij as it should.

vergelijk.py RAPPORT.json VERWACHT.csv TEKORTKOMINGEN.csv [--bijwerken]

VERWACHT names for each case the verdict, and for one that fails what the tegenpartij answered and which of its known shortcomings
that is; a case may only fail for a shortcoming whose requirements it tests. Nothing may be undecided. A case without a line must have a
verdict, and is told: `--bijwerken` writes the lines anew and keeps the shortcomings.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KOPPEN = ("geval", "oordeel", "gekregen", "tekortkoming")
MIS = ("GEZAKT", "WAARSCHUWING")


def lees(bestand: Path) -> dict[str, dict[str, str]]:
    """The rows by their first column."""
    rijen = list(csv.DictReader(bestand.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    return {next(iter(rij.values())): rij for rij in rijen}


def verschillen(gevallen: dict[str, Any], verwacht: dict[str, dict[str, str]], tekortkomingen: dict[str, dict[str, str]]) -> Iterator[str]:
    """What is not as it should be, a line each."""
    for id, geval in gevallen.items():
        if geval["oordeel"] == "ONBESLIST":
            yield f"{id}: onbeslist ({geval['reden']})"
        if id not in verwacht:
            print(f"{id} heeft geen regel in verwacht.csv; het oordeel is {geval['oordeel']}", file=sys.stderr)
            continue
        rij = verwacht[id]
        if (rij["oordeel"], rij["gekregen"]) != (geval["oordeel"], geval["gekregen"]):
            werd = f"{geval['oordeel']} {geval['gekregen'] or geval['reden']}"
            yield f"{id}: verwacht was {rij['oordeel']} {rij['gekregen']}; het werd {werd}"
        if geval["oordeel"] in MIS:
            eisen = tekortkomingen.get(rij["tekortkoming"], {"eisen": ""})["eisen"].split()
            if not set(eisen) & set(geval["eisen"]):
                yield f"{id}: zakt, maar toetst geen eis van tekortkoming {rij['tekortkoming'] or 'geen'}"
    yield from (f"{id}: staat in verwacht.csv en is geen geval" for id in verwacht.keys() - gevallen.keys())
    gebruikt = {rij["tekortkoming"] for rij in verwacht.values()}
    yield from (f"{naam}: geen geval zakt op deze tekortkoming" for naam in tekortkomingen.keys() - gebruikt)


def werk_bij(gevallen: dict[str, Any], oud: dict[str, dict[str, str]], bestand: Path) -> None:
    """Write the lines as the verdicts are now."""
    with bestand.open("w", encoding="utf-8", newline="") as uit:
        schrijver = csv.writer(uit, delimiter=";", lineterminator="\n")
        schrijver.writerow(KOPPEN)
        for id, geval in sorted(gevallen.items()):
            mis = geval["oordeel"] in MIS
            schrijver.writerow((id, geval["oordeel"], geval["gekregen"], oud.get(id, {}).get("tekortkoming", "") if mis else ""))


def main(rapport: str, verwacht: str, tekortkomingen: str, *opties: str) -> int:
    """Compare, or write anew."""
    gevallen = json.loads(Path(rapport).read_text(encoding="utf-8"))["gevallen"]
    rijen = lees(Path(verwacht)) if Path(verwacht).exists() else {}
    if "--bijwerken" in opties:
        werk_bij(gevallen, rijen, Path(verwacht))
        rijen = lees(Path(verwacht))
    gevonden = list(verschillen(gevallen, rijen, lees(Path(tekortkomingen))))
    print("\n".join(gevonden) or f"{len(gevallen)} gevallen beoordeelden de tegenpartij zoals verwacht.")
    return 1 if gevonden else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
