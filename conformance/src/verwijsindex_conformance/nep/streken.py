"""Every way in which the fake index can answer badly, by name. ``--fout NAAM`` plays one; cases of the role partner play them in turn."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from verwijsindex_conformance.bericht.breken import haal_weg, vind
from verwijsindex_conformance.bericht.breuken import BREUKEN, Breuk, kopie
from verwijsindex_conformance.bericht.inpakken import omhuld, pak_body_in
from verwijsindex_conformance.bericht.recept import Recept, nieuw_message_id
from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar
from verwijsindex_conformance.namespaces import BODY, HEADER, SECURITY, TYPEN
from verwijsindex_conformance.nep.inhoud import leeg_antwoord
from verwijsindex_conformance.nep.uit import InRecept, Streek, Toestand, Uit
from verwijsindex_conformance.verklaring.codes import alle_codes


def _gebroken(breuk: Breuk) -> Streek:
    """What any message can have wrong, in an answer."""
    return Streek(breuk.naam, breuk.uitleg, lambda recept, _: breuk.verander(recept))


GOED: Final = Streek("goed", "een goed antwoord")
VALSE_ID: Final = "00000000-0000-4000-8000-00000000dead"
"""In an answer that nobody may believe: whoever tells this meldingId did."""


def _velden(**velden: Any) -> InRecept:
    """These fields of the recipe differ."""
    return lambda recept, _: replace(recept, **velden)


def _vals(element: etree._Element) -> etree._Element:
    """The same content, with other ids: what an attacker would want to be believed."""
    for deel in element.iter("{*}meldingId", "{*}signaalId"):
        deel.text = VALSE_ID
    for deel in element.iter("{*}oin"):
        deel.text = "0" * 20
    return element


def _verander_body(envelop: etree._Element) -> None:
    """What stands in the Body is no longer what was signed."""
    body = vind(envelop, BODY)
    _vals(body)
    for deel in body.iter(f"{{{TYPEN}}}versie", f"{{{TYPEN}}}berichtId"):
        deel.text = VALSE_ID


def _verander_foutcode(envelop: etree._Element) -> None:
    for deel in envelop.iter("faultstring", f"{{{TYPEN}}}code"):
        deel.text = (deel.text or "").replace("VIR-102", "VIR-112")


def _ingepakt(recept: Recept, _: Toestand) -> Recept:
    vals = _vals(kopie(recept.kinderen[0]))
    return replace(recept, na_tekenen=pak_body_in(omhuld(HEADER), vals))


def _ingepakt_met_id(recept: Recept, _: Toestand) -> Recept:
    vals = _vals(kopie(recept.kinderen[0]))
    return replace(recept, na_tekenen=pak_body_in(omhuld(HEADER, SECURITY), vals, met_id=True))


def _andere_operatie(recept: Recept, toestand: Toestand) -> Recept:
    ander = "KoppelBsn" if toestand.verzoek.operatie != "KoppelBsn" else "MeldJeugdige"
    return replace(recept, action=f"{toestand.verzoek.dienst.actie(ander)}Response")


def _ander_element(recept: Recept, toestand: Toestand) -> Recept:
    """A good response to another operation, with the Action that was expected."""
    ander = "WijzigContactgegevens" if toestand.verzoek.dienst.naam == "meldingen" else "HaalHistorieOp"
    antwoord = leeg_antwoord(toestand.verzoek, ander)
    if ander == "WijzigContactgegevens":
        etree.SubElement(antwoord, f"{{{toestand.verzoek.dienst.namespace}}}gewijzigdOp").text = "2026-11-24"
    return replace(recept, kinderen=(antwoord,))


def _vorige(uit: Uit, toestand: Toestand) -> Uit:
    return uit if toestand.vorige is None else replace(uit, body=toestand.vorige)


def _laat(uit: Uit, toestand: Toestand) -> Uit:
    return replace(uit, wacht=toestand.geduld * 1.5)


def _afgekapt(uit: Uit, _: Toestand) -> Uit:
    return replace(uit, body=uit.body[: len(uit.body) // 2], lengte=len(uit.body))


def _uit(**velden: Any) -> Callable[[Uit, Toestand], Uit]:
    return lambda uit, _: replace(uit, **velden)


_HTML: Final = b"<html><body>De dienst is in onderhoud.</body></html>"

STREKEN: Final[dict[str, Streek]] = {
    streek.naam: streek
    for streek in (
        GOED,
        Streek("ander-relatesto", "wsa:RelatesTo noemt een ander bericht", lambda r, _: replace(r, relates_to=nieuw_message_id())),
        Streek("zonder-relatesto", "wsa:RelatesTo ontbreekt", _velden(relates_to=None)),
        Streek("zonder-bevestiging", "SignatureConfirmation ontbreekt", _velden(bevestigt=None)),
        Streek("lege-bevestiging", "SignatureConfirmation heeft geen waarde", _velden(bevestigt="")),
        Streek("andere-bevestiging", "SignatureConfirmation heeft een andere waarde", _velden(bevestigt="b25kZXJ0ZWtlbmluZw==")),
        *map(_gebroken, BREUKEN.values()),
        Streek("relatesto-ongetekend", "de handtekening dekt wsa:RelatesTo niet", _velden(ongetekend=("RelatesTo",))),
        Streek("bevestiging-ongetekend", "de handtekening dekt SignatureConfirmation niet", _velden(ongetekend=("SignatureConfirmation",))),
        Streek("ingepakt", "de getekende Body staat in een andere header, een andere Body op zijn plaats", _ingepakt),
        Streek("ingepakt-met-id", "het zelfde, in de Security-header, en beide met hetzelfde wsu:Id", _ingepakt_met_id),
        Streek("veranderd", "de Body is na het tekenen veranderd", _velden(na_tekenen=_verander_body)),
        Streek("andere-actie", "wsa:Action van een andere operatie", _andere_operatie),
        Streek("ander-element", "het antwoord van een andere operatie, met de wsa:Action van deze", _ander_element),
        Streek("vorig-antwoord", "nog eens het antwoord van hiervoor", uit=_vorige),
        Streek("twee-keer", "hetzelfde antwoord twee keer achter elkaar", uit=_uit(nog_eens=True)),
        Streek("geen-xml", "een bladzijde in HTML, met HTTP 200", uit=_uit(body=_HTML, soort="text/html")),
        Streek("geen-soap", "HTML dat zegt text/xml te zijn", uit=_uit(body=_HTML)),
        Streek("leeg", "HTTP 200 zonder inhoud", uit=_uit(body=b"")),
        Streek("afgekapt", "de helft van het antwoord, dan is de verbinding weg", uit=_afgekapt),
        Streek("laat", "een goed antwoord, maar te laat", uit=_laat),
        Streek("zwijgt", "het verzoek is uitgevoerd, maar de verbinding wordt zonder antwoord gesloten", uit=_uit(zwijg=True)),
        Streek("http-503", "HTTP 503 zonder bericht", uit=_uit(status=503, body=b"", soort="text/plain"), doet=False),
        Streek("http-403", "HTTP 403 zonder bericht", uit=_uit(status=403, body=b"", soort="text/plain"), doet=False),
        Streek(
            "fout-ongetekend",
            "een fout VIR-102 zonder handtekening",
            _velden(na_tekenen=haal_weg(HEADER, SECURITY)),
            doet=False,
            fout="VIR-102",
        ),
        Streek(
            "fout-veranderd",
            "een fout VIR-102 die na het tekenen VIR-112 werd",
            _velden(na_tekenen=_verander_foutcode),
            doet=False,
            fout="VIR-102",
        ),
        Streek("fout-met-200", "een fout VIR-102 met HTTP 200", uit=_uit(status=200), doet=False, fout="VIR-102"),
        Streek(
            "fout-ander-relatesto",
            "een fout VIR-102 op een ander bericht",
            lambda r, _: replace(r, relates_to=nieuw_message_id()),
            doet=False,
            fout="VIR-102",
        ),
        Streek("herhaalbaar", "een fout VIR-190, waarbij herhalen helpt", doet=False, fout="VIR-190", herhaalbaar=True),
    )
}


def door_ander(paar: Sleutelpaar) -> Streek:
    """A good answer, signed by somebody else than the index."""
    return Streek("andere-partij", "getekend door een ander dan de index", lambda recept, _: replace(recept, ondertekenaar=paar))


def streek_van(naam: str) -> Streek:
    """The trick with this name; ``fout:CODE`` is a fault with any code. Raises LookupError."""
    if naam in STREKEN:
        return STREKEN[naam]
    soort, _, code = naam.partition(":")
    if soort != "fout" or code not in alle_codes() or code.startswith("HTTP"):
        raise LookupError(naam)
    return foutstreek(code)


def foutstreek(code: str, *, herhaalbaar: bool | None = None) -> Streek:
    """A good fault with this code, that says of itself whether repeating helps."""
    helpt = code in HERHAALBAAR if herhaalbaar is None else herhaalbaar
    return Streek(f"fout:{code}", f"een fout {code}", doet=False, fout=code, herhaalbaar=helpt)


HERHAALBAAR: Final = frozenset({"DK0051", "VIR-150", "VIR-190"})
"""Codes that may be gone by themselves (koppelvlak 4)."""
