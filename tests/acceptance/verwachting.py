"""Says from a persons file alone what reporters must hear who each report every young person; knows nothing of the index.

Reads only the JSON file, uses only the standard library, and plays the reports one after another as the law and the contract tell it:

    python verwachting.py testpersonen.json 2026-11-22 ggd-melder-1=0518 bescherming-melder-1=0599 --regie 0518 0599

Reporter = gemeente of his mandate, in the order in which they report; each goes through the file from top to bottom. ``--regie``: gemeenten
with a regievoerder. Prints JSON: outcomes per reporter (a code, or empty for accepted) and per mailbox [soort, BSN, other reporters].
"""

import argparse
import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path


def elfproef(nummer):
    """Nine digits of which 9a + 8b + ... + 2h - i can be divided by eleven."""
    cijfers = [int(cijfer) for cijfer in nummer]
    som = sum(gewicht * cijfer for gewicht, cijfer in zip(range(9, 1, -1), cijfers, strict=False)) - cijfers[8]
    return len(cijfers) == 9 and any(cijfers) and som % 11 == 0


def geboren(entry):
    """The birth date as a number, unknown day or month as 00; None when there is no usable one."""
    tekst = entry["geboortedatum"]
    if tekst is None or tekst[:4] == "0000":
        return None
    try:
        date(int(tekst[:4]), int(tekst[4:6]) or 1, int(tekst[6:]) or 1)
    except ValueError:
        return None
    return int(tekst)


def is_jong(entry, vandaag):
    """Born, and not yet 23: BRP dates compare as numbers, and 29 February plus 23 years lies between 28 February and 1 March."""
    getal = geboren(entry)
    return getal is not None and getal <= vandaag < getal + 230_000


def uitkomst(entry, aantal_met_bsn):
    """The code with which his report is refused, or nothing."""
    if not elfproef(entry["bsn"]):
        return "VIR-101"
    if aantal_met_bsn[entry["bsn"]] > 1 or (entry.get("opschorting") or "O")[0] not in "OR":
        return "VIR-102"
    if entry.get("datum_overlijden") is not None or (entry.get("opschorting") or "").startswith("O"):
        return "VIR-112"
    return ""


class Index:
    """Every report so far, as (reporter, person), and what lies in the mailboxes."""

    def __init__(self, mandaten, regie):
        self.mandaten, self.regie = mandaten, regie
        self.meldingen = []
        self.postbussen = defaultdict(list)

    def meld(self, melder, entry):
        """A report, and the signalen that it causes."""
        self.meldingen.append((melder, entry))
        for soort, past in (("ZELFDE_JEUGDIGE", self.zelfde), ("GEZIN", self.gezin)):
            geraakt = [melding for melding in self.meldingen if past(melding, (melder, entry))]
            if not geraakt:
                continue
            for eigen in [*geraakt, (melder, entry)]:
                anderen = {wie for wie, over in self.meldingen if past((wie, over), eigen)}
                self.postbussen[eigen[0]].append([soort, eigen[1]["bsn"], sorted(anderen)])
            self.meld_gemeenten(soort, melder, entry, geraakt, past)

    def meld_gemeenten(self, soort, melder, entry, geraakt, past):
        """One signaal to each gemeente concerned, naming everyone in the matches of its own young persons."""
        namen = defaultdict(set)
        for andere in {over["bsn"]: over for _, over in geraakt}.values():
            paar = (entry["bsn"], andere["bsn"])
            in_paar = [melding for melding in self.meldingen if melding[1]["bsn"] in paar]
            betrokken = {een[0] for een in in_paar if any(past(een, twee) for twee in in_paar)}
            for over in (entry, andere):
                namen[self.gemeente(over, melder)] |= betrokken
        for gemeente, wie in namen.items():
            self.postbussen[gemeente].append([soort, None, sorted(wie)])

    def gemeente(self, entry, melder):
        """Where he is registered, when there is a regievoerder there; else that of the mandate of who reports."""
        waar = (entry.get("verblijfplaats") or {}).get("gemeentecode")
        return waar if waar in self.regie else self.mandaten[melder]

    @staticmethod
    def zelfde(een, twee):
        """Two reporters, one young person."""
        return een[0] != twee[0] and een[1]["bsn"] == twee[1]["bsn"]

    @classmethod
    def gezin(cls, een, twee):
        """Two reporters, two young persons with a parent in common that is known by a number, or who live in one house."""
        if een[0] == twee[0] or een[1]["bsn"] == twee[1]["bsn"]:
            return False
        return cls.delen_ouder(een[1], twee[1]) or cls.wonen_samen(een[1], twee[1])

    @staticmethod
    def delen_ouder(een, twee):
        """Whether the two list the same number as that of a parent."""
        ouders = [{ouder["bsn"] for ouder in entry.get("ouders") or () if ouder["bsn"] and elfproef(ouder["bsn"])} for entry in (een, twee)]
        return bool(ouders[0] & ouders[1])

    @staticmethod
    def wonen_samen(een, twee):
        """Whether both live, and not only get their letters, at the same known address."""
        huizen = [entry.get("verblijfplaats") or {} for entry in (een, twee)]
        adressen = {huis.get("adres_id") for huis in huizen}
        return len(adressen) == 1 and None not in adressen and not any(huis.get("functie_adres") == "B" for huis in huizen)


def verwacht(entries, vandaag, mandaten, regie):
    """Outcomes and mailboxes, when every reporter of ``mandaten`` in turn reports every young person with a number."""
    aantal_met_bsn = Counter(entry["bsn"] for entry in entries)
    jongeren = [entry for entry in entries if entry["bsn"] is not None and is_jong(entry, vandaag)]
    index = Index(mandaten, regie)
    for melder in mandaten:
        for entry in jongeren:
            if not uitkomst(entry, aantal_met_bsn):
                index.meld(melder, entry)
    uitkomsten = Counter(uitkomst(entry, aantal_met_bsn) for entry in jongeren)
    return {
        "jeugdigen": len(jongeren),
        "meldingen": {melder: dict(uitkomsten) for melder in mandaten},
        "postbussen": {postbus: sorted(signalen, key=str) for postbus, signalen in sorted(index.postbussen.items())},
    }


def main():
    """Read the command line, print the expectation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bestand", type=Path)
    parser.add_argument("dag", type=date.fromisoformat)
    parser.add_argument("melders", nargs="+")
    parser.add_argument("--regie", nargs="+", default=[])
    keuzes = parser.parse_args()
    mandaten = dict(melder.split("=") for melder in keuzes.melders)
    entries = json.loads(keuzes.bestand.read_text(encoding="utf-8"))
    print(json.dumps(verwacht(entries, int(f"{keuzes.dag:%Y%m%d}"), mandaten, set(keuzes.regie)), indent=1))


if __name__ == "__main__":
    main()
