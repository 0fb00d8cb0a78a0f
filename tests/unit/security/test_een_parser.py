"""There is one parser for what came from the network (stijl 12)."""

import ast
from pathlib import Path

import verwijsindex

PARSEERT = {
    "fromstring",
    "XML",
    "HTML",
    "parse",
    "parseid",
    "iterparse",
    "XMLParser",
    "XMLPullParser",
    "HTMLParser",
    "fromstringlist",
    "XMLID",
    "XMLDTDID",
}
BRON = Path(verwijsindex.__file__).parent

# Where else lxml may parse, and why. Paths inside the package.
TOEGESTAAN = {
    "security/parse.py": "the one parser",
    "soap/verklaar.py": "reads a message that its sender kept, on his own machine; nothing is looked up and nothing follows from it",
    "contract/": "reads contract files of the package from disk, never what came from the network",
}


def aanroepen(bestand: Path) -> list[str]:
    """Return every use of a parse function of lxml in a module, however it was imported."""
    boom = ast.parse(bestand.read_text(encoding="utf-8"))
    modules, functies = set(), set()
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            modules |= {
                (alias.asname or alias.name) for alias in knoop.names if alias.name.partition(".")[0] in ("lxml", "xml", "defusedxml")
            }
        elif isinstance(knoop, ast.ImportFrom) and (knoop.module or "").partition(".")[0] in ("lxml", "xml", "defusedxml"):
            modules |= {alias.asname or alias.name for alias in knoop.names}
            functies |= {alias.asname or alias.name for alias in knoop.names if alias.name in PARSEERT}
    gevonden = [k.attr for k in ast.walk(boom) if isinstance(k, ast.Attribute) and k.attr in PARSEERT and ast.unparse(k.value) in modules]
    return gevonden + [k.id for k in ast.walk(boom) if isinstance(k, ast.Name) and k.id in functies]


def test_lxml_parses_only_where_it_may():
    """No module outside security/parse.py and the list above calls a parse function."""
    elders = {}
    for bestand in sorted(BRON.rglob("*.py")):
        pad = bestand.relative_to(BRON).as_posix()
        if not pad.startswith(tuple(TOEGESTAAN)) and (gevonden := aanroepen(bestand)):
            elders[pad] = gevonden
    assert elders == {}


def test_the_search_finds_what_it_looks_for(tmp_path: Path):
    """The test above would see a parse function under any of the names that it can be imported as."""
    for bron in (
        "import lxml.etree\nlxml.etree.fromstring(b)",
        "from lxml import etree as e\ne.XMLParser()",
        "from lxml.etree import parse as p\np(b)",
    ):
        bestand = tmp_path / "x.py"
        bestand.write_text(bron)
        assert len(aanroepen(bestand)) == 1
    assert aanroepen(BRON / "security" / "parse.py") != []
