"""The page of a service for people: plain HTML that needs nothing else and reads well aloud."""

from collections.abc import Sequence
from html import escape
from typing import Final

from verwijsindex.contract.beschrijving import foutcodes
from verwijsindex.contract.bestanden import Variant, schema
from verwijsindex.contract.fouten import fouten_van
from verwijsindex.contract.lezen import schemas_van
from verwijsindex.contract.operaties import Dienst
from verwijsindex.contract.uitleg import uitleg_van
from verwijsindex.soap.raad import RAAD

_GETEKEND: Final = "Dit adres is voor computers: partnersystemen sturen hierheen getekende SOAP-berichten. Hieronder staat hoe dat gaat."
_OVERAL: Final = "Bij elke operatie kunnen ook de codes komen die aan het bericht zelf liggen (die met DK en VIR-S, en VIR-150)."
_WSDL: Final[dict[Variant, str]] = {
    "": "WSDL",
    "plat": "WSDL in één bestand, met de schema's erin",
    "policy": "WSDL in één bestand, met de beveiliging als WS-SecurityPolicy",
}
# Colours of the browser, so contrast and dark mode are its own; only how long a line is, where it breaks and the room around it are ours.
_OPMAAK: Final = (
    ":root{background:Canvas;color:CanvasText;color-scheme:light dark}"
    "body{font:1rem/1.5 sans-serif;margin:1rem auto;max-width:48rem;overflow-wrap:anywhere;padding:0 1rem}"
    "h1{font-size:1.5rem}dt{font-weight:bold;margin-top:1em}dd{margin-left:1.5rem}"
)


def dienstpagina(dienst: Dienst, url: str, varianten: Sequence[Variant], toelichting: str | None = None) -> bytes:
    """HTML page of ``dienst`` at ``url``: what it is, its operations, files and faults; ``toelichting`` is about this address."""
    uitleg = uitleg_van(dienst)
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(dienst.service)} - verwijsindex</title>
<style>{_OPMAAK}</style>
</head>
<body>
<main>
<h1>{escape(dienst.service)}</h1>
<p>{escape(toelichting or _GETEKEND)}</p>
<h2>Beschrijving</h2>
{_alineas(uitleg.alineas)}
<h2>Operaties</h2>
<dl>
{_operaties(uitleg.operaties)}
</dl>
<h2>Bestanden</h2>
<ul>
{_bestanden(dienst, url, varianten)}
</ul>
<h2>Fouten</h2>
<p>{escape(_OVERAL)}</p>
<dl>
{_fouten()}
</dl>
</main>
</body>
</html>
""".encode()


def _alineas(alineas: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{escape(alinea)}</p>" for alinea in alineas)


def _operaties(operaties: dict[str, str]) -> str:
    """Per operation what it does, and which refusals it can give."""
    return "\n".join(
        f'<dt id="{naam}">{escape(naam)}</dt>\n<dd>{escape(tekst)}</dd>\n<dd>Fouten: {", ".join(map(_verwijzing, fouten_van(naam)))}.</dd>'
        for naam, tekst in operaties.items()
    )


def _verwijzing(code: str) -> str:
    return f'<a href="#{code}">{code}</a>'


def _bestanden(dienst: Dienst, url: str, varianten: Sequence[Variant]) -> str:
    bestanden = {f"wsdl={variant}" if variant else "wsdl": _WSDL[variant] for variant in varianten}
    bestanden |= {f"xsd={een.name}": f"Schema {een.name}" for een in schemas_van(schema(dienst.naam, dienst.versie))}
    return "\n".join(f'<li><a href="{escape(url)}?{query}">{escape(tekst)}</a></li>' for query, tekst in bestanden.items())


def _fouten() -> str:
    """Every code that is in use: what it means and what to do."""
    return "\n".join(
        f'<dt id="{fout.naam}">{fout.naam}</dt>\n<dd>{escape(fout.uitleg)}</dd>\n<dd>{escape(RAAD[fout.naam])}</dd>'
        for fout in foutcodes()
        if fout.naam in RAAD
    )
