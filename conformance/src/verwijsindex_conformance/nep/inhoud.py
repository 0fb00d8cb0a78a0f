"""What the fake index answers: the response element per operation, or the fault that belongs instead."""

from collections.abc import Mapping
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.bericht.blad import blad, tak, typeblad
from verwijsindex_conformance.namespaces import SOAP, TYPEN
from verwijsindex_conformance.nep.afspraak import Afspraak
from verwijsindex_conformance.nep.ontvangst import Verzoek
from verwijsindex_conformance.nep.rechten import RECHTEN, VOORBEELD, Antwoorder
from verwijsindex_conformance.nep.staat import Melding, Signaal, Staat, nu, wie_is
from verwijsindex_conformance.nep.weigering import Weigering


def antwoord_op(verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> etree._Element:
    """The response to a request that was found good. Raises Weigering; VIR-160 for what the fake index does not offer."""
    vul = _INHOUD.get(verzoek.operatie)
    if vul is None:
        raise Weigering("VIR-160")
    antwoord = leeg_antwoord(verzoek)
    vul(antwoord, verzoek, staat, afspraak)
    return antwoord


def leeg_antwoord(verzoek: Verzoek, operatie: str | None = None) -> etree._Element:
    """The response element with stuurgegevens alone, of this operation or of another."""
    namespace = verzoek.dienst.namespace
    antwoord = etree.Element(f"{{{namespace}}}{operatie or verzoek.operatie}Response", nsmap={None: namespace, "typ": TYPEN})
    stuur = etree.SubElement(antwoord, f"{{{namespace}}}stuurgegevens")
    typeblad(stuur, "berichtId", str(uuid4()))
    typeblad(stuur, "tijdstip", f"{nu():%Y-%m-%dT%H:%M:%SZ}")
    kenmerk = verzoek.kind.findtext(f"{{*}}stuurgegevens/{{{TYPEN}}}kenmerk")
    if kenmerk is not None:
        typeblad(stuur, "kenmerk", kenmerk)
    typeblad(stuur, "versie", _versie())
    return antwoord


def fout_met_detail(code: str, *, herhaalbaar: bool = False, tekst: str = "Dit antwoordt een nagespeelde index.") -> etree._Element:
    """A fault that the content of a message caused."""
    fout = kale_fout(f"{code} {tekst}", f"{{{SOAP}}}Client")
    detail = etree.SubElement(fout, "detail")
    binnen = etree.SubElement(detail, f"{{{TYPEN}}}Fout", nsmap={"typ": TYPEN})
    _vul_fout(binnen, code, tekst, herhaalbaar=herhaalbaar)
    return fout


def kale_fout(tekst: str, faultcode: str) -> etree._Element:
    """A fault without a detail; ``faultcode`` in Clark notation."""
    naam = etree.QName(faultcode)
    fout = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soap": SOAP, "f": naam.namespace or SOAP})
    prefix = "soap" if naam.namespace == SOAP else "f"
    etree.SubElement(fout, "faultcode").text = f"{prefix}:{naam.localname}"
    etree.SubElement(fout, "faultstring").text = tekst
    return fout


def _vul_fout(fout: etree._Element, code: str, tekst: str, *, herhaalbaar: bool) -> None:
    velden = {"code": code, "omschrijving": tekst, "omschrijvingEn": "This is the answer of a fake index.", "incidentId": str(uuid4())}
    for naam, waarde in {**velden, "herhaalbaar": str(herhaalbaar).lower()}.items():
        typeblad(fout, naam, waarde)


def _verbinding(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    for naam, waarde in (("versie", _versie()), ("tijd", f"{nu():%Y-%m-%dT%H:%M:%SZ}"), ("oin", afspraak.partner)):
        blad(antwoord, naam, waarde)


def _melding(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    gemeld = _meld(verzoek.kind, staat)
    _vul_melding(antwoord, *gemeld)


def _meld(item: etree._Element, staat: Staat) -> tuple[Melding, bool]:
    gemeld = staat.meld(item.findtext("{*}partnerMeldingId") or "", wie_is(item.find("{*}jeugdige")), nu())
    if gemeld is None:
        raise Weigering("VIR-140")
    return gemeld


def _vul_melding(element: etree._Element, melding: Melding, reeds: bool) -> None:
    velden = {
        "meldingId": melding.melding_id,
        "meldmoment": f"{melding.meldmoment:%Y-%m-%dT%H:%M:%SZ}",
        "verwijderdatum": melding.verwijderdatum.isoformat(),
        "reedsGemeld": str(reeds).lower(),
        "matchAanwezig": "false",
        "historieBeschikbaar": "false",
    }
    for naam, waarde in velden.items():
        blad(element, naam, waarde)


def _meldingen(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    """Each item its own result; the second item of several is always refused, so that a partner shows whether he reads them all."""
    for nummer, item in enumerate(verzoek.kind.findall("{*}melding")):
        resultaat = tak(antwoord, "resultaat")
        blad(resultaat, "partnerMeldingId", item.findtext("{*}partnerMeldingId") or "")
        if nummer == 1:
            _vul_fout(tak(resultaat, "fout"), "VIR-102", "Het burgerservicenummer is niet bekend.", herhaalbaar=False)
        else:
            _vul_melding(tak(resultaat, "melding"), *_meld(item, staat))


def _intrekking(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    sleutel, melding_id = verzoek.veld("partnerVerzoekId"), verzoek.veld("meldingId")
    if sleutel not in staat.antwoorden:
        melding = staat.melding(melding_id)
        if melding is None:
            raise Weigering("VIR-130")
        vernietigd = verzoek.veld("reden") == "NIET_TERECHT"
        bewaard_tot = None if vernietigd else nu().date() + timedelta(days=5 * 365)
        staat.trek_in(melding_id, bewaard_tot)
        staat.antwoorden[sleutel] = melding_id, None if bewaard_tot is None else bewaard_tot.isoformat()
    gebonden, tot = staat.antwoorden[sleutel]
    if gebonden != melding_id:
        raise Weigering("VIR-140")
    blad(antwoord, "meldingId", melding_id)
    blad(antwoord, "verwijderdOp", nu().date().isoformat())
    if tot is not None:
        blad(antwoord, "gearchiveerdTot", tot)


def _eigen_meldingen(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    for melding in {melding.melding_id: melding for melding in staat.meldingen.values()}.values():
        regel = tak(antwoord, "melding")
        blad(regel, "meldingId", melding.melding_id)
        blad(regel, "partnerMeldingId", melding.sleutel)
        blad(regel, "meldmoment", f"{melding.meldmoment:%Y-%m-%dT%H:%M:%SZ}")
        blad(regel, "verwijderdatum", melding.verwijderdatum.isoformat())
        blad(regel, "status", staat.status(melding))


def _contactgegevens(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    blad(antwoord, "gewijzigdOp", nu().date().isoformat())


def _koppeling(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    blad(antwoord, "meldingId", verzoek.veld("meldingId"))
    blad(antwoord, "matchAanwezig", "false")


def _signalen(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    wachtend, meer = staat.wachtend(int(verzoek.veld("vanafVolgnummer") or 0), int(verzoek.veld("maxAantal") or 500))
    for een in wachtend:
        vul_signaal(tak(antwoord, "signaal"), een)
    blad(antwoord, "nogBeschikbaar", str(meer).lower())


def vul_signaal(element: etree._Element, een: Signaal) -> None:
    """The fields that belong to its soort (keuzes.md 18)."""
    typeblad(element, "signaalId", een.signaal_id)
    typeblad(element, "volgnummer", str(een.volgnummer))
    typeblad(element, "soort", een.soort)
    if een.soort != "INGETROKKEN" or een.betreft is not None:
        typeblad(element, "tijdstip", f"{nu():%Y-%m-%dT%H:%M:%SZ}")
    if een.soort != "INGETROKKEN":
        typeblad(element, "eigenMeldingId", een.eigen_melding_id or "")
    if een.soort == "ZELFDE_JEUGDIGE":
        typeblad(element, "betreftAndereJeugdige", "false")
        contact = etree.SubElement(element, f"{{{TYPEN}}}contact")
        for naam, waarde in VOORBEELD:
            typeblad(contact, naam, waarde)
    if een.betreft is not None:
        typeblad(element, "betreftSignaalId", een.betreft)


def _bevestigingen(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    for signaal_id in verzoek.velden("signaalId"):
        regel = tak(antwoord, "resultaat")
        blad(regel, "signaalId", signaal_id)
        blad(regel, "uitkomst", staat.bevestig(signaal_id))


def _historie(antwoord: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
    if staat.melding(verzoek.veld("meldingId")) is None:
        raise Weigering("VIR-132")
    contact = tak(antwoord, "contact")
    for naam, waarde in VOORBEELD:
        typeblad(contact, naam, waarde)


_INHOUD: Final[Mapping[str, Antwoorder]] = {
    "ControleerVerbinding": _verbinding,
    "MeldJeugdige": _melding,
    "MeldJeugdigen": _meldingen,
    "VerwijderMelding": _intrekking,
    "RaadpleegEigenMeldingen": _eigen_meldingen,
    "WijzigContactgegevens": _contactgegevens,
    "KoppelBsn": _koppeling,
    "HaalSignalenOp": _signalen,
    "BevestigSignalen": _bevestigingen,
    "HaalHistorieOp": _historie,
    **RECHTEN,
}


def _versie() -> str:
    try:
        return version("verwijsindex-conformance")
    except PackageNotFoundError:
        return "0"
