"""The order of the pages, and what each is called in the menu."""

import re
from pathlib import Path
from typing import Final

from docs.site import fouten, klanten, operaties, typen
from docs.site.fouttabel import fouten as alle_fouten
from verwijsindex.contract.operaties import CONTRACTEN, VAN_DIENST

Ingang = dict[str, "str | Menu"]
"""What stands in the menu: a page, or pages below a name."""
Menu = list[Ingang]

_AANSLUITEN: Final = ("client", "interop", "klanten", "sandbox", "conformiteit", "contract-keuren", "versies")
_UITLEG: Final = ("woordenlijst", "profiel", "beveiliging", "normen", "rechten", "eisen", "afwijkingen", "gegevensinventaris")
_ENGELS: Final = ("README", "getting-started", "other-toolkits", "reference", "fault-codes")
_EIGEN_PLAATS: Final = frozenset({"besluiten", "en", "klanten", "naslag", "project", "voorbeelden"})
"""Folders of which the menu knows what is in them."""
_ELDERS: Final = ("README", "aan-de-slag", "foutcodes")


def menu(bron: Path) -> Menu:
    """The menu of the site whose pages stand in ``bron``. A page that nobody gave a place is for who runs a server."""
    los = {pagina.stem for pagina in bron.glob("*.md")}
    beheer = sorted(los - {*_AANSLUITEN, *_UITLEG, *_ELDERS})
    geheel: Menu = [
        {"Begin": "README.md"},
        {"Aan de slag": "aan-de-slag.md"},
        {"Aansluiten": [*_los(bron, [n for n in _AANSLUITEN if n in los]), *_mappen(bron), *_stapels(bron)]},
        {"Naslag": [*_diensten(), {"Typen": typen.PAD}, _foutcodes(), _voorbeelden(bron)]},
        {"Uitleg": [*_los(bron, [n for n in _UITLEG if n in los]), {"Besluiten": _besluiten(bron)}]},
        {"Beheer": _los(bron, beheer)},
        {"Project": [{kop(pagina): f"project/{pagina.name}"} for pagina in sorted((bron / "project").glob("*.md"))]},
        {"English": _engels(bron)},
    ]
    return [deel for deel in geheel if all(deel.values())]


def _los(bron: Path, namen: list[str]) -> Menu:
    return [{kop(bron / f"{naam}.md"): f"{naam}.md"} for naam in namen]


def _mappen(bron: Path) -> Menu:
    """The pages in a folder that nobody gave a place: something to take along when connecting a system."""
    paginas = sorted(pagina for pagina in bron.rglob("*/*.md") if pagina.relative_to(bron).parts[0] not in _EIGEN_PLAATS)
    return [_ingang(kop(pagina), pagina.relative_to(bron).as_posix()) for pagina in paginas]


def _stapels(bron: Path) -> Menu:
    paginas = sorted((bron / klanten.MAP).glob("*.md"))
    return [{"Per toolkit": [{kop(pagina): f"{klanten.MAP}{pagina.name}"} for pagina in paginas]}] if paginas else []


def _diensten() -> Menu:
    return [
        {
            dienst.service: [
                _ingang("Overzicht", f"{operaties.MAP}{dienst.naam}.md"),
                *(_ingang(operatie.naam, f"{operaties.MAP}{operatie.naam}.md") for operatie in VAN_DIENST[dienst]),
            ]
        }
        for dienst in CONTRACTEN
    ]


def _foutcodes() -> Ingang:
    return {"Foutcodes": [_ingang("Overzicht", "foutcodes.md"), *(_ingang(code, f"{fouten.MAP}{code}.md") for code in alle_fouten())]}


def _voorbeelden(bron: Path) -> Ingang:
    paginas = sorted((bron / "voorbeelden").rglob("*.md"), key=lambda pagina: len(pagina.parts))
    return {"Voorbeelden": [_ingang(kop(pagina), pagina.relative_to(bron).as_posix()) for pagina in paginas]}


def _besluiten(bron: Path) -> Menu:
    paginas = sorted(pagina for pagina in (bron / "besluiten").glob("*.md") if pagina.stem != "README")
    return [_ingang("Overzicht", "besluiten/README.md"), *(_ingang(kop(pagina), f"besluiten/{pagina.name}") for pagina in paginas)]


def _engels(bron: Path) -> Menu:
    namen = [*_ENGELS, *sorted(pagina.stem for pagina in (bron / "en").glob("*.md") if pagina.stem not in _ENGELS)]
    return [_ingang(kop(bron / f"en/{naam}.md"), f"en/{naam}.md") for naam in namen if (bron / f"en/{naam}.md").is_file()]


def _ingang(naam: str, pad: str) -> Ingang:
    return {naam: pad}


def kop(pagina: Path) -> str:
    """The heading of a page up to its colon: short enough for a menu. ValueError when it has none."""
    gevonden = re.search(r"^# (.+)$", pagina.read_text(encoding="utf-8"), re.MULTILINE)
    if gevonden is None:
        raise ValueError(f"{pagina.name} heeft geen kop")
    return gevonden[1].partition(":")[0].replace("`", "").strip()
