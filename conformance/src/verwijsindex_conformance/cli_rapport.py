"""``rapport`` and ``controleer``: what is made of the report of a run, and whether it is still what was signed."""

import argparse
from datetime import datetime

from verwijsindex_conformance.cli_draai import GOED
from verwijsindex_conformance.verslag.html import als_html
from verwijsindex_conformance.verslag.junit import schrijf_junit
from verwijsindex_conformance.verslag.rapport import uit_json
from verwijsindex_conformance.verslag.terminal import feiten, overzicht, slot
from verwijsindex_conformance.verslag.zegel import verbreek, vertrouw_zegels


def maak_verslag(keuzes: argparse.Namespace) -> int:
    """Tell a report on the terminal, or in files. Raises RapportOnjuist, RapportVeranderd, OSError."""
    velden, _ = verbreek(keuzes.rapport.read_bytes())
    rapport = uit_json(velden)
    if keuzes.html is not None:
        keuzes.html.write_bytes(als_html(rapport))
    if keuzes.junit is not None:
        schrijf_junit(keuzes.junit, rapport.regels)
    if keuzes.html is None and keuzes.junit is None:
        print("\n".join(overzicht(rapport)))
    return GOED


def controleer_rapport(keuzes: argparse.Namespace) -> int:
    """Tell whether a report is as it was signed, and by whom. Raises RapportOnjuist, RapportVeranderd, OSError."""
    velden, ondertekenaars = verbreek(keuzes.rapport.read_bytes())
    rapport = uit_json(velden)
    if keuzes.ca is not None:
        vertrouw_zegels(ondertekenaars, keuzes.ca, datetime.fromisoformat(rapport.moment))
    print("\n".join(feiten(rapport)))
    print(slot(rapport.regels))
    print(f"Het rapport is niet veranderd sinds het is getekend door {', '.join(wie.oin for wie in ondertekenaars)}.")
    if keuzes.ca is None:
        print("Of die certificaten echt zijn, is niet nagegaan: geef daarvoor --ca.")
    return GOED
