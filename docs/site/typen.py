"""The page of all types, where the pages of operations point to."""

from collections.abc import Iterator
from typing import Final

from docs.site.opmaak import Pagina, anker, code, tabel, tekst
from docs.site.schema import SCHEMAS, Soort, soorten

PAD: Final = "naslag/typen.md"
_KOP: Final = """\
# Typen

Alle typen van het koppelvlak, uit de schema's. Een type met elementen eronder staat in een bericht als element; een ander type is
een waarde. Bij *aantal* betekent 1 verplicht, 0..1 mag ontbreken, en 1..100 een tot honderd keer.
"""


def pagina() -> Pagina:
    """The page."""
    delen = [_KOP]
    for naam in SCHEMAS:
        delen += [f"## {naam}-v1.xsd\n", *(_deel(soort) for soort in soorten().values() if soort.schema == naam)]
    return {PAD: "\n".join(delen)}


def verwijzing(clark: str, vanaf: str) -> str:
    """A link to a type, for a page in the folder ``vanaf`` below ``naslag``."""
    soort = soorten()[clark]
    return f"[{code(soort.naam)}]({vanaf}typen.md#{anker(soort.schema, soort.naam)})"


def met_grenzen(clark: str, vanaf: str) -> str:
    """The same with what a value may be below it, short enough for a table."""
    soort = soorten()[clark]
    mag = ", ".join(code(waarde) for waarde, _ in soort.waarden)
    return "<br>".join([verwijzing(clark, vanaf), *([mag] if mag else map(_grens, soort.grenzen))])


def _deel(soort: Soort) -> str:
    regels = [f"### {soort.naam} {{: #{anker(soort.schema, soort.naam)} }}\n", f"{tekst(soort.uitleg)}\n"]
    if soort.keuze:
        regels.append("Precies een van deze elementen is er.\n")
    return "\n".join([*regels, *_tabellen(soort)])


def _tabellen(soort: Soort) -> Iterator[str]:
    if soort.elementen:
        rijen = [(code(e.naam), e.aantal, verwijzing(e.soort, ""), tekst(e.uitleg)) for e in soort.elementen]
        yield tabel(("element", "aantal", "type", "uitleg"), rijen)
    if soort.waarden:
        yield tabel(("waarde", "uitleg"), [(code(waarde), tekst(wat)) for waarde, wat in soort.waarden])
    elif soort.grenzen:
        yield "".join(f"* {_grens(grens)}\n" for grens in soort.grenzen)


def _grens(grens: str) -> str:
    soort, _, patroon = grens.partition("patroon ")
    return f"patroon {code(patroon)}" if not soort else tekst(grens)
