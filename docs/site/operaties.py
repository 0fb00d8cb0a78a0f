"""A page per operation and one per service: from WSDL and XSD, with samples and faults."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from docs.site import fouten, getekend, typen
from docs.site.fouttabel import fouten as alle_fouten
from docs.site.opmaak import Pagina, blok, code, tabel, tekst
from docs.site.schema import Element, berichten, soorten
from verwijsindex.contract.fouten import fouten_van
from verwijsindex.contract.namespaces import TYPEN
from verwijsindex.contract.operaties import CONTRACTEN, CONTRACTOPERATIES, Dienst, Operatie
from verwijsindex.contract.uitleg import uitleg_van

MAP: Final = "naslag/operaties/"
_VOORBEELDEN: Final = Path(__file__).parents[1] / "voorbeelden"
_NIET_OPEN: Final = frozenset({f"{{{TYPEN}}}Stuurgegevens", f"{{{TYPEN}}}StuurgegevensAntwoord", f"{{{TYPEN}}}FoutType"})
"""In every message the same: their page says it once."""


def paginas() -> Pagina:
    """A page per service and per operation."""
    per_dienst = {f"{MAP}{dienst.naam}.md": _dienst(dienst) for dienst in CONTRACTEN}
    return per_dienst | {f"{MAP}{operatie.naam}.md": _operatie(operatie) for operatie in CONTRACTOPERATIES}


def _dienst(dienst: Dienst) -> str:
    uitleg = uitleg_van(dienst)
    rijen = [(f"[{naam}]({naam}.md)", tekst(wat)) for naam, wat in uitleg.operaties.items()]
    alineas = "\n\n".join(tekst(alinea) for alinea in uitleg.alineas)
    return f"# {tekst(dienst.service)}\n\n{alineas}\n\n## Operaties\n\n{tabel(('operatie', 'wat zij doet'), rijen)}\n{_bestanden(dienst)}"


def _bestanden(dienst: Dienst) -> str:
    wsdl = f"{dienst.naam}-v1.wsdl"
    return f"""\
## Bestanden

* [{wsdl}](../../contract/wsdl/{wsdl}), met de schema's [{dienst.naam}-v1.xsd](../../contract/xsd/{dienst.naam}-v1.xsd) en
  [typen-v1.xsd](../../contract/xsd/typen-v1.xsd) ernaast
* [plat/{wsdl}](../../contract/wsdl/plat/{wsdl}): hetzelfde in een bestand
* [policy/{wsdl}](../../contract/wsdl/policy/{wsdl}): met de beveiliging erin als WS-SecurityPolicy, voor een toolkit die dat leest

Een draaiende index geeft ze op het adres van de dienst, met `?wsdl`, `?wsdl=plat` en `?wsdl=policy`.
"""


def _operatie(operatie: Operatie) -> str:
    dienst = operatie.dienst
    feiten = [
        ("dienst", f"[{tekst(dienst.service)}]({dienst.naam}.md), op {code(dienst.pad)}"),
        ("SOAPAction en wsa:Action", code(operatie.action)),
        ("Action van het antwoord", code(operatie.response_action)),
        ("Action van een fout", code(operatie.fault_action)),
    ]
    return f"""\
# {operatie.naam}

{tekst(uitleg_van(dienst).operaties[operatie.naam])}

{tabel(("wat", "waarde"), feiten)}
## Verzoek

Het element {code(operatie.naam)} in {code("soap:Body")}.

{_elementen(operatie.request)}
## Antwoord

Het element {code(f"{operatie.naam}Response")} in {code("soap:Body")}.

{_elementen(operatie.response)}
## Voorbeelden

{_voorbeelden(operatie)}
## Fouten

{_fouten(operatie)}
Ook een fout in het bericht zelf kan bij elke operatie: een handtekening die niet klopt, een header die ontbreekt. Die codes
beginnen met DK of VIR-S en staan in [Foutcodes](../../foutcodes.md).
"""


def _elementen(bericht: str) -> str:
    rijen = [(code(waar), e.aantal, typen.met_grenzen(e.soort, "../"), tekst(e.uitleg)) for waar, e in _onder(berichten()[bericht])]
    return tabel(("element", "aantal", "type", "uitleg"), rijen)


def _onder(soort: str, boven: str = "") -> Iterator[tuple[str, Element]]:
    """Every element of a type with its path; what stands in every message is not opened."""
    for element in soorten()[soort].elementen:
        waar = f"{boven}{element.naam}"
        yield waar, element
        if element.soort not in _NIET_OPEN:
            yield from _onder(element.soort, f"{waar}/")


def _voorbeelden(operatie: Operatie) -> str:
    """Each sample of docs/voorbeelden that is about this operation: what stands in the Body, and whole messages to take along."""
    bestanden = sorted(_VOORBEELDEN.glob(f"{operatie.naam}-*.xml"), key=lambda bestand: _VOLGORDE.get(bestand.stem.rpartition("-")[2], 3))
    delen = [f"### {_titel(bestand)}\n\n{blok('xml', bestand.read_text(encoding='utf-8'))}" for bestand in bestanden]
    return "\n".join([*delen, *_hele(getekend.van_operatie(operatie.naam))])


def _hele(voorbeelden: Sequence[getekend.Voorbeeld]) -> list[str]:
    if not voorbeelden:
        return []
    uitleg = "Hele berichten, byte voor byte zoals zij over de lijn gingen; maak ze niet op, want elke spatie telt mee in de handtekening."
    return [f"### Getekend\n\n{uitleg}\n\n{getekend.lijst((v.uitkomst, v) for v in voorbeelden)}"]


_VOLGORDE: Final = {"verzoek": 0, "antwoord": 1, "fout": 2}


def _titel(bestand: Path) -> str:
    return bestand.stem.partition("-")[2].replace("-", " ").capitalize()


def _fouten(operatie: Operatie) -> str:
    gegeven = [alle_fouten()[code] for code in fouten_van(operatie.naam)]
    rijen = [(fouten.verwijzing(fout.code, "../"), tekst(fout.betekenis), tekst(fout.raad)) for fout in gegeven]
    return tabel(("code", "wat er is", "wat u doet"), rijen)
