"""The page of a service for people: plain HTML that needs nothing else and reads well aloud."""

from html import escape
from typing import Final

from verwijsindex.contract.bestanden import schema
from verwijsindex.contract.operaties import Dienst
from verwijsindex.contract.uitleg import uitleg_van

_GETEKEND: Final = "Dit adres is voor computers: partnersystemen sturen hierheen getekende SOAP-berichten. Hieronder staat hoe dat gaat."


def dienstpagina(dienst: Dienst, url: str, toelichting: str | None = None) -> bytes:
    """HTML page of ``dienst`` at ``url``: what it is, its operations and its files; ``toelichting`` is about this address."""
    uitleg = uitleg_van(dienst)
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(dienst.service)} - verwijsindex</title>
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
{_bestanden(dienst, url)}
</ul>
</main>
</body>
</html>
""".encode()


def _alineas(alineas: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{escape(alinea)}</p>" for alinea in alineas)


def _operaties(operaties: dict[str, str]) -> str:
    return "\n".join(f"<dt>{escape(naam)}</dt>\n<dd>{escape(tekst)}</dd>" for naam, tekst in operaties.items())


def _bestanden(dienst: Dienst, url: str) -> str:
    bestanden = {"wsdl": "WSDL", "wsdl=plat": "WSDL in één bestand, met de schema's erin"}
    bestanden |= {f"xsd={schema(naam).name}": f"Schema {schema(naam).name}" for naam in ("typen", dienst.naam)}
    return "\n".join(f'<li><a href="{escape(url)}?{query}">{escape(tekst)}</a></li>' for query, tekst in bestanden.items())
