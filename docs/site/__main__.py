"""``python -m docs.site MAP``: the pages of the site and the settings to build it with, in ``MAP``; what was there goes."""

import argparse
import shutil
from pathlib import Path

import yaml

from docs.site import fouten, klanten, operaties, typen
from docs.site.bron import neem_over
from docs.site.navigatie import menu

_HIER = Path(__file__).parent


def maak(naar: Path) -> int:
    """Write it all; gives how many pages were made rather than written by hand."""
    shutil.rmtree(naar, ignore_errors=True)
    bron = naar / "bron"
    bron.mkdir(parents=True)
    neem_over(bron)
    gemaakt = {**typen.pagina(), **operaties.paginas(), **fouten.paginas(), **klanten.paginas()}
    for pad, inhoud in gemaakt.items():
        (bron / pad).parent.mkdir(parents=True, exist_ok=True)
        (bron / pad).write_text(inhoud, encoding="utf-8")
    shutil.copyfile(_HIER / "stijl.css", bron / "stijl.css")
    shutil.copyfile(_HIER / "haak.py", naar / "haak.py")
    instellingen = yaml.safe_load((_HIER / "mkdocs.yml").read_text(encoding="utf-8"))
    instellingen |= {"docs_dir": "bron", "nav": menu(bron)}
    (naar / "mkdocs.yml").write_text(yaml.safe_dump(instellingen, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return len(gemaakt)


def main() -> None:
    """Read the arguments and write."""
    lezer = argparse.ArgumentParser(prog="python -m docs.site", description="Maakt de bladzijden van de documentatiesite.")
    lezer.add_argument("map", type=Path, help="waar zij komen te staan; wat er stond, gaat weg")
    print(f"{maak(lezer.parse_args().map)} bladzijden gemaakt")


if __name__ == "__main__":
    main()
