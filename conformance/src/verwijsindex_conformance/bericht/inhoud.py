"""What stands in the Body of a request, element by element."""

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from verwijsindex_conformance.bericht.blad import blad, tak, typeblad
from verwijsindex_conformance.contractbestanden import MELDINGENDIENST, RECHTENDIENST, SIGNALENDIENST, Dienst
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.namespaces import TYPEN

_BEVRAGING: Final = ("geslachtsnaam", "geboortedatum", "voorvoegsel", "voornamen", "geslacht", "postcode", "huisnummer")
_ZONDER_BSN: Final = ("geslachtsnaam", "voorvoegsel", "geboortedatum", "geslacht")
_CONTACT: Final = ("naam", "functie", "locatie", "telefoon", "emailadres")


def melding(gebruiker: Gebruiker, sleutel: str, bsn: str, *, kenmerk: str | None = None, oin: str | None = None) -> etree._Element:
    """MeldJeugdige by BSN."""
    verzoek = _verzoek(MELDINGENDIENST, "MeldJeugdige", gebruiker, kenmerk=kenmerk, oin=oin)
    blad(verzoek, "partnerMeldingId", sleutel)
    typeblad(tak(verzoek, "jeugdige"), "bsn", bsn)
    return verzoek


def bevraging(gebruiker: Gebruiker, sleutel: str, gegevens: Mapping[str, str]) -> etree._Element:
    """MeldJeugdige by what somebody is called and when he was born; ``geboortedatum`` is ``yyyymmdd``."""
    verzoek = _verzoek(MELDINGENDIENST, "MeldJeugdige", gebruiker)
    blad(verzoek, "partnerMeldingId", sleutel)
    vraag = etree.SubElement(tak(verzoek, "jeugdige"), f"{{{TYPEN}}}bevraging")
    for naam in _BEVRAGING:
        if naam in gegevens:
            typeblad(vraag, naam, _datum(gegevens[naam]) if naam == "geboortedatum" else gegevens[naam])
    return verzoek


def zonder_bsn(gebruiker: Gebruiker, sleutel: str, gegevens: Mapping[str, str]) -> etree._Element:
    """MeldJeugdige of who has no BSN; ``geboortedatum`` is ``yyyymmdd``."""
    verzoek = _verzoek(MELDINGENDIENST, "MeldJeugdige", gebruiker)
    blad(verzoek, "partnerMeldingId", sleutel)
    wie = etree.SubElement(tak(verzoek, "jeugdige"), f"{{{TYPEN}}}zonderBsn")
    for naam in _ZONDER_BSN:
        if naam in gegevens:
            typeblad(wie, naam, _datum(gegevens[naam]) if naam == "geboortedatum" else gegevens[naam])
    return verzoek


def koppeling(gebruiker: Gebruiker, sleutel: str, melding_id: str, bsn: str) -> etree._Element:
    """KoppelBsn."""
    verzoek = _verzoek(MELDINGENDIENST, "KoppelBsn", gebruiker)
    for naam, waarde in (("partnerVerzoekId", sleutel), ("meldingId", melding_id), ("bsn", bsn)):
        blad(verzoek, naam, waarde)
    return verzoek


def meldingen(gebruiker: Gebruiker, items: Sequence[tuple[str, str]]) -> etree._Element:
    """MeldJeugdigen: a key and a BSN per item."""
    verzoek = _verzoek(MELDINGENDIENST, "MeldJeugdigen", gebruiker)
    for sleutel, bsn in items:
        item = tak(verzoek, "melding")
        blad(item, "partnerMeldingId", sleutel)
        typeblad(tak(item, "jeugdige"), "bsn", bsn)
    return verzoek


def contactgegevens(gebruiker: Gebruiker, sleutel: str, wie: str, gegevens: Mapping[str, str]) -> etree._Element:
    """WijzigContactgegevens."""
    verzoek = _verzoek(MELDINGENDIENST, "WijzigContactgegevens", gebruiker)
    blad(verzoek, "partnerVerzoekId", sleutel)
    blad(verzoek, "meldingsbevoegdeId", wie)
    contact = tak(verzoek, "contactgegevens")
    for naam in _CONTACT:
        if naam in gegevens:
            typeblad(contact, naam, gegevens[naam])
    return verzoek


def verwijdering(gebruiker: Gebruiker, sleutel: str, melding_id: str, reden: str) -> etree._Element:
    """VerwijderMelding."""
    verzoek = _verzoek(MELDINGENDIENST, "VerwijderMelding", gebruiker)
    for naam, waarde in (("partnerVerzoekId", sleutel), ("meldingId", melding_id), ("reden", reden)):
        blad(verzoek, naam, waarde)
    return verzoek


def eigen_meldingen(gebruiker: Gebruiker, cursor: str | None, hoogstens: int) -> etree._Element:
    """RaadpleegEigenMeldingen."""
    verzoek = _verzoek(MELDINGENDIENST, "RaadpleegEigenMeldingen", gebruiker)
    if cursor is not None:
        blad(verzoek, "vanafCursor", cursor)
    blad(verzoek, "maxAantal", str(hoogstens))
    return verzoek


def verbinding(gebruiker: Gebruiker, *, kenmerk: str | None = None) -> etree._Element:
    """ControleerVerbinding."""
    return _verzoek(MELDINGENDIENST, "ControleerVerbinding", gebruiker, kenmerk=kenmerk)


def signalen(gebruiker: Gebruiker, *, vanaf: int | None = None, hoogstens: int = 500, ontvanger: str | None = None) -> etree._Element:
    """HaalSignalenOp."""
    verzoek = _verzoek(SIGNALENDIENST, "HaalSignalenOp", gebruiker)
    if ontvanger is not None:
        blad(verzoek, "ontvangerId", ontvanger)
    if vanaf is not None:
        blad(verzoek, "vanafVolgnummer", str(vanaf))
    blad(verzoek, "maxAantal", str(hoogstens))
    return verzoek


def bevestiging(gebruiker: Gebruiker, signaal_ids: Sequence[str], *, ontvanger: str | None = None) -> etree._Element:
    """BevestigSignalen."""
    verzoek = _verzoek(SIGNALENDIENST, "BevestigSignalen", gebruiker)
    if ontvanger is not None:
        blad(verzoek, "ontvangerId", ontvanger)
    for signaal_id in signaal_ids:
        blad(verzoek, "signaalId", signaal_id)
    return verzoek


def historie(gebruiker: Gebruiker, sleutel: str, melding_id: str) -> etree._Element:
    """HaalHistorieOp."""
    verzoek = _verzoek(SIGNALENDIENST, "HaalHistorieOp", gebruiker)
    blad(verzoek, "partnerVerzoekId", sleutel)
    blad(verzoek, "meldingId", melding_id)
    return verzoek


def rechtenverzoek(college: Gebruiker, sleutel: str, bsn: str, velden: Mapping[str, str]) -> etree._Element:
    """RegistreerVerzoek by BSN; ``velden`` are soort, verzoeker, kenmerk, ontvangenOp and, if it must be there, blokkeren."""
    verzoek = _verzoek(RECHTENDIENST, "RegistreerVerzoek", college)
    blad(verzoek, "partnerVerzoekId", sleutel)
    blad(verzoek, "soort", velden["soort"])
    blad(tak(verzoek, "jeugdige"), "bsn", bsn)
    for naam in ("verzoeker", "kenmerk", "ontvangenOp", "blokkeren"):
        if naam in velden:
            blad(verzoek, naam, velden[naam])
    return verzoek


def advies(melder: Gebruiker, sleutel: str, verzoek_id: str, melding_id: str, wat: str) -> etree._Element:
    """GeefAdvies."""
    verzoek = _verzoek(RECHTENDIENST, "GeefAdvies", melder)
    for naam, waarde in (("partnerVerzoekId", sleutel), ("verzoekId", verzoek_id), ("meldingId", melding_id), ("advies", wat)):
        blad(verzoek, naam, waarde)
    return verzoek


def besluit(college: Gebruiker, sleutel: str, verzoek_id: str, velden: Mapping[str, str], meldingen: Sequence[str] = ()) -> etree._Element:
    """BeslisVerzoek; ``velden`` are besluit, kenmerk, datum, functionarisId and, if it must be there, zonderAdvies."""
    verzoek = _verzoek(RECHTENDIENST, "BeslisVerzoek", college)
    blad(verzoek, "partnerVerzoekId", sleutel)
    blad(verzoek, "verzoekId", verzoek_id)
    for naam in ("besluit", "kenmerk", "datum", "functionarisId", "zonderAdvies"):
        if naam in velden:
            blad(verzoek, naam, velden[naam])
    for melding_id in meldingen:
        blad(verzoek, "meldingId", melding_id)
    return verzoek


def inzage(college: Gebruiker, sleutel: str, verzoek_id: str) -> etree._Element:
    """GeefInzage."""
    verzoek = _verzoek(RECHTENDIENST, "GeefInzage", college)
    blad(verzoek, "partnerVerzoekId", sleutel)
    blad(verzoek, "verzoekId", verzoek_id)
    return verzoek


def uit_archief(college: Gebruiker, sleutel: str, wat: tuple[str, str], velden: Mapping[str, str]) -> etree._Element:
    """VerwijderUitArchief: ``wat`` is meldingId or bsn, with its value; ``velden`` are kenmerk, datum and functionarisId."""
    verzoek = _verzoek(RECHTENDIENST, "VerwijderUitArchief", college)
    blad(verzoek, "partnerVerzoekId", sleutel)
    blad(tak(verzoek, "archief"), *wat)
    for naam in ("kenmerk", "datum", "functionarisId"):
        blad(verzoek, naam, velden[naam])
    return verzoek


def los(dienst: Dienst, operatie: str, gebruiker: Gebruiker, velden: Mapping[str, str], *, oin: str | None = None) -> etree._Element:
    """Any operation whose request has after the stuurgegevens values only, in the order of the contract."""
    verzoek = _verzoek(dienst, operatie, gebruiker, oin=oin)
    for naam, waarde in velden.items():
        blad(verzoek, naam, waarde)
    return verzoek


def _verzoek(dienst: Dienst, operatie: str, gebruiker: Gebruiker, *, kenmerk: str | None = None, oin: str | None = None) -> etree._Element:
    """An operation that opens with the stuurgegevens of its caller."""
    verzoek = etree.Element(f"{{{dienst.namespace}}}{operatie}", nsmap={None: dienst.namespace, "typ": TYPEN})
    stuur = tak(verzoek, "stuurgegevens")
    typeblad(stuur, "verzenderOin", oin or gebruiker.partner.oin)
    if gebruiker.instantie_id is not None:
        typeblad(stuur, "instantieId", gebruiker.instantie_id)
    typeblad(stuur, "gebruikerId", gebruiker.gebruiker_id)
    typeblad(stuur, "rol", gebruiker.rol)
    if kenmerk is not None:
        typeblad(stuur, "kenmerk", kenmerk)
    return verzoek


def _datum(brp: str) -> str:
    return f"{brp[:4]}-{brp[4:6]}-{brp[6:]}"
