"""Digests: which differs, and why; each explanation is one that was tried and gave the digest in the message (WB007, SIGN003)."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex_conformance.namespaces import DS
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, naam_van
from verwijsindex_conformance.verklaring.canoniek import (
    DIGESTS,
    andere_prefixen,
    canoniek,
    genoemde_vorm,
    met_id,
    spelling,
    vormen,
    witruimte,
    zonder_een_deel,
)
from verwijsindex_conformance.verklaring.dekking import VERWIJZING, te_tekenen

_TRANSFORM: Final = f"{{{DS}}}Transforms/{{{DS}}}Transform"
_NIETS_MEER: Final = "Verander na het tekenen niets meer aan het bericht"


def keur_digests(delen: Delen) -> Iterator[Bevinding]:
    """Every reference to a part that is there once."""
    for verwijzing in [] if delen.handtekening is None else delen.handtekening.findall(VERWIJZING):
        getekend = met_id(delen.wortel, verwijzing.get("URI", "").removeprefix("#"))
        if len(getekend) == 1:
            yield from _keur(verwijzing, getekend[0], delen)


def _keur(verwijzing: etree._Element, deel: etree._Element, delen: Delen) -> Iterator[Bevinding]:
    try:
        staat_er = b64decode("".join((verwijzing.findtext(f"{{{DS}}}DigestValue") or "").split()), validate=True)
    except ValueError:
        staat_er = b""
    methode = verwijzing.find(f"{{{DS}}}DigestMethod")
    maak = DIGESTS.get("" if methode is None else methode.get("Algorithm", ""))
    vorm = genoemde_vorm(verwijzing.find(_TRANSFORM))
    if maak is None or vorm is None or staat_er == maak(canoniek(deel, exclusief=vorm[0], prefixen=vorm[1])).digest():
        return
    id, waarom, oplossing = _verklaar(staat_er, deel, vorm[1], delen)
    yield Bevinding(id, "VIR-S05", f"De digest van {naam_van(deel)} klopt niet: {waarom}", oplossing)


def _past(staat_er: bytes, tekst: bytes) -> bool:
    return any(maak(tekst).digest() == staat_er for maak in DIGESTS.values())


def _past_in_een_vorm(staat_er: bytes, deel: etree._Element, prefixen: list[str]) -> bool:
    return any(_past(staat_er, tekst) for _, tekst in vormen(deel, prefixen))


def _verklaar(staat_er: bytes, deel: etree._Element, prefixen: list[str], delen: Delen) -> tuple[str, str, str]:
    for hoe, tekst in vormen(deel, prefixen):
        if _past(staat_er, tekst):
            return _andere_vorm(hoe)
    for kandidaat in witruimte(deel):
        if _past_in_een_vorm(staat_er, kandidaat, prefixen):
            return (
                "DIGEST-WITRUIMTE",
                "na het tekenen is witruimte veranderd (inspringen, regeleinden of spaties rond een waarde).",
                f"{_NIETS_MEER}; zet 'pretty print' uit, ook in een proxy of logbestand waar het bericht doorheen gaat.",
            )
    return _verdere_verklaring(staat_er, deel, prefixen, delen)


def _verdere_verklaring(staat_er: bytes, deel: etree._Element, prefixen: list[str], delen: Delen) -> tuple[str, str, str]:
    for ander in te_tekenen(delen):
        if ander is not deel and _past_in_een_vorm(staat_er, ander, prefixen):
            return "DIGEST-VERWISSELD", f"het is die van {naam_van(ander)}.", "Laat elke Reference wijzen naar het deel dat zij dekt."
    for wat, kandidaat in zonder_een_deel(deel):
        if _past_in_een_vorm(staat_er, kandidaat, prefixen):
            return "DIGEST-TOEGEVOEGD", f"na het tekenen is {wat} toegevoegd.", f"{_NIETS_MEER}: voeg alles toe voordat u tekent."
    for kandidaat in spelling(deel):
        if _past_in_een_vorm(staat_er, kandidaat, prefixen):
            return (
                "DIGEST-SPELLING",
                "letters met accenten zijn na het tekenen anders opgebouwd (Unicode NFC of NFD).",
                f"{_NIETS_MEER}; zet namen om naar NFC voordat u tekent.",
            )
    for kandidaat in andere_prefixen(deel):
        if _past(staat_er, canoniek(kandidaat, prefixen=prefixen)):
            return (
                "DIGEST-PREFIX",
                "na het tekenen zijn prefixen van namespaces veranderd.",
                f"{_NIETS_MEER}; lees het niet opnieuw in en schrijf het niet opnieuw weg. Stuur de bytes die zijn getekend.",
            )
    return (
        "DIGEST-INHOUD",
        "de inhoud is na het tekenen veranderd. Witruimte, canonicalisatie, prefixen en toevoegingen verklaren het niet.",
        f"{_NIETS_MEER}. Vergelijk de bytes die zijn getekend met de bytes die zijn verstuurd.",
    )


def _andere_vorm(hoe: str) -> tuple[str, str, str]:
    if not hoe:
        return (
            "DIGEST-METHODE",
            "hij is berekend met een ander algoritme dan DigestMethod noemt.",
            "Laat DigestMethod en de berekening hetzelfde algoritme gebruiken: SHA-256.",
        )
    return (
        "DIGEST-CANONICALISATIE",
        f"hij is berekend met {hoe}, terwijl het bericht iets anders noemt.",
        "Gebruik Exclusive C14N, zonder commentaar, en met precies de PrefixList die in het bericht staat.",
    )
