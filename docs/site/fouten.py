"""A page per fault code: what it means, causes, what to do, how it looks, and which operations give it."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from docs.site import getekend
from docs.site.fouttabel import Fout, fouten
from docs.site.opmaak import Pagina, blok, code, tabel, tekst
from verwijsindex.contract.fouten import operaties_met
from verwijsindex.contract.operaties import operatie
from verwijsindex.domain import weigeringen
from verwijsindex.security.refusals import Afwijzing
from verwijsindex.soap import faults

MAP: Final = "naslag/fouten/"
_INCIDENT: Final = "5f2c7e12-b268-41fb-a694-10ca0b0b4ad9"
_ELEMENT: Final = {"DK0002": "stuurgegevens/verzenderOin", "DK0004": "jeugdige/bsn", "VIR-101": "jeugdige/bsn"}
"""Which element an example names; others name none."""


def paginas() -> Pagina:
    """All of them."""
    return {f"{MAP}{fout.code}.md": _pagina(fout) for fout in fouten().values()}


def verwijzing(naam: str, vanaf: str) -> str:
    """A link to the page of a code, for a page in the folder ``vanaf`` below ``naslag``."""
    return f"[{naam}]({vanaf}fouten/{naam}.md)"


def _pagina(fout: Fout) -> str:
    engels = f'\nIn het Engels: <span lang="en">{tekst(fout.engels)}</span>\n' if fout.engels else ""
    return f"""\
# {fout.code}

{tekst(fout.betekenis)}
{engels}
## Oorzaken

{tekst(fout.oorzaken)}

## Wat u doet

{tekst(fout.raad)}

{_herhalen(fout)}

## Hoe de fout eruitziet

{_vormen(fout)}
Een voorbeeld. Het nummer achter *incident* is elke keer anders; noem het als u de beheerder iets vraagt.

{blok("xml", _voorbeeld(fout))}
{_hele(fout.code)}## Bij welke operaties

{_operaties(fout.code)}

Alle codes staan in [Foutcodes](../../foutcodes.md), ook de volgorde waarin de index kijkt.
"""


def _herhalen(fout: Fout) -> str:
    if fout.herhaalbaar:
        return "**Herhalen mag**: hetzelfde verzoek kan later wel lukken. Geef het een nieuw MessageID en houd dezelfde sleutel."
    return "**Hetzelfde nog eens sturen helpt niet**: doe eerst wat hierboven staat. Er is niets veranderd in de index."


def _vormen(fout: Fout) -> str:
    rijen = [(code(v.faultcode), v.http, code(v.action), "ja" if v.detail else "nee", tekst(v.tekst)) for v in fout.vormen]
    return tabel(("faultcode", "HTTP", "wsa:Action", "`Fout` in detail", "tekst"), rijen)


def _voorbeeld(fout: Fout) -> str:
    """As the server makes it, indented to read."""
    boom = etree.fromstring(_gemaakt(fout).xml)
    etree.indent(boom)
    return etree.tostring(boom, encoding="unicode")


def _hele(code: str) -> str:
    """Whole messages that get this fault, to hold one's own against."""
    voorbeelden = getekend.met_uitkomst(code)
    return f"Getekende berichten die deze fout krijgen:\n\n{getekend.lijst((v.operatie, v) for v in voorbeelden)}\n" if voorbeelden else ""


def _gemaakt(fout: Fout) -> faults.Fout:
    weigeringen_ = {klasse.code: klasse for klasse in weigeringen.ALLE}
    afwijzingen = {klasse.code: klasse for klasse in _afwijzingen(Afwijzing)}
    if fout.code in weigeringen_:
        bij = operatie(operaties_met(fout.code)[0])
        return faults.van_weigering(weigeringen_[fout.code](_ELEMENT.get(fout.code)), bij, _INCIDENT)
    if fout.code in afwijzingen:
        return faults.van_afwijzing(afwijzingen[fout.code]("voorbeeld"), _INCIDENT)
    return faults.van_onszelf(_INCIDENT)


def _afwijzingen(soort: type[Afwijzing]) -> Iterator[type[Afwijzing]]:
    """Of the product; a test may have made its own."""
    for klasse in soort.__subclasses__():
        if klasse.__module__.startswith("verwijsindex."):
            yield klasse
        yield from _afwijzingen(klasse)


def _operaties(code: str) -> str:
    genoemd = operaties_met(code)
    if not genoemd:
        return "Bij elke operatie."
    return ", ".join(f"[{naam}](../operaties/{naam}.md)" for naam in genoemd) + "."
