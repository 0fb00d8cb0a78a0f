"""A letter as one HTML file: semantic, without anything remote, to read on a screen or to print (EN 301 549; AVG 12(1))."""

from functools import cache, singledispatch
from importlib.resources import files
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from verwijsindex.brieven.brief import Alinea, Brief, Deel, Feiten, Kop, Lijst, Tabel
from verwijsindex.brieven.woorden import dag

TAAL: Final = "nl"
GEEN_BRONNEN: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""The file needs nothing from outside, so a browser may not fetch anything."""


def als_html(brief: Brief) -> bytes:
    """The letter as UTF-8. Every text of it passes through the serialiser, which escapes: nothing in a name can become markup."""
    html = Element("html", lang=TAAL)
    _hoofd(SubElement(html, "head"), brief)
    body = SubElement(html, "body")
    _briefhoofd(SubElement(body, "header"), brief)
    inhoud = SubElement(body, "main")
    _tekst(inhoud, "h1", brief.onderwerp)
    for deel in brief.delen:
        _voeg_toe(deel, inhoud)
    _ondertekening(SubElement(body, "footer"), brief)
    tekst: bytes = tostring(html, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + tekst


def _hoofd(hoofd: Element, brief: Brief) -> None:
    SubElement(hoofd, "meta", charset="utf-8")
    SubElement(hoofd, "meta", {"http-equiv": "Content-Security-Policy", "content": GEEN_BRONNEN})
    SubElement(hoofd, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(hoofd, "meta", name="robots", content="noindex")
    _tekst(hoofd, "title", f"{brief.onderwerp} ({brief.kenmerk})")
    _tekst(hoofd, "style", _stijl())


def _briefhoofd(kop: Element, brief: Brief) -> None:
    _tekst(kop, "p", brief.afzender, "afzender")
    _tekst(kop, "p", brief.aan, "aan")
    _feiten(kop, (("Datum", dag(brief.datum)), ("Kenmerk", brief.kenmerk)), "kenmerken")


def _ondertekening(voet: Element, brief: Brief) -> None:
    for regel in brief.ondertekening:
        _tekst(voet, "p", regel)


@singledispatch
def _voeg_toe(deel: Deel, bij: Element) -> None:
    raise TypeError(f"een brief heeft geen {type(deel).__name__}")


@_voeg_toe.register
def _kop(deel: Kop, bij: Element) -> None:
    _tekst(bij, f"h{deel.niveau}", deel.tekst)


@_voeg_toe.register
def _alinea(deel: Alinea, bij: Element) -> None:
    _tekst(bij, "p", deel.tekst)


@_voeg_toe.register
def _lijst(deel: Lijst, bij: Element) -> None:
    lijst = SubElement(bij, "ul")
    for punt in deel.punten:
        _tekst(lijst, "li", punt)


@_voeg_toe.register
def _paren(deel: Feiten, bij: Element) -> None:
    _feiten(bij, deel.paren, "feiten")


@_voeg_toe.register
def _tabel(deel: Tabel, bij: Element) -> None:
    houder = SubElement(bij, "div", {"class": "tabel", "role": "region", "aria-label": deel.bijschrift, "tabindex": "0"})
    tabel = SubElement(houder, "table")  # on a narrow screen it scrolls within its holder, also by keyboard
    _tekst(tabel, "caption", deel.bijschrift)
    kop = SubElement(SubElement(tabel, "thead"), "tr")
    for naam in deel.koppen:
        SubElement(kop, "th", scope="col").text = naam
    lichaam = SubElement(tabel, "tbody")
    for rij in deel.rijen:
        regel = SubElement(lichaam, "tr")
        for waarde in rij:
            _tekst(regel, "td", waarde)


def _feiten(bij: Element, paren: tuple[tuple[str, str], ...], klasse: str) -> None:
    lijst = SubElement(bij, "dl", {"class": klasse})
    for naam, waarde in paren:
        paar = SubElement(lijst, "div")
        _tekst(paar, "dt", naam)
        _tekst(paar, "dd", waarde)


def _tekst(bij: Element, soort: str, tekst: str, klasse: str | None = None) -> None:
    SubElement(bij, soort, {} if klasse is None else {"class": klasse}).text = tekst


@cache
def _stijl() -> str:
    return files("verwijsindex.brieven.sjablonen").joinpath("brief.css").read_text(encoding="utf-8")
