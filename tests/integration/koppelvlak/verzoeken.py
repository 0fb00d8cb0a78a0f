"""Bodies of requests, as text. Nothing here knows the code of the project."""

from xml.sax.saxutils import escape

from .wie import Wie

MLD, SIG, TYP = "urn:verwijsindex:meldingen:v1", "urn:verwijsindex:signalen:v1", "urn:verwijsindex:typen:v1"
VAN_SIGNALEN = ("HaalSignalenOp", "BevestigSignalen", "HaalHistorieOp")
EEN_UUID = "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11"


def ruimte(operatie: str) -> str:
    return SIG if operatie in VAN_SIGNALEN else MLD


def actie(operatie: str) -> str:
    return f"{ruimte(operatie)}:{operatie}"


def pad(operatie: str) -> str:
    return "/signalen/v1" if operatie in VAN_SIGNALEN else "/meldingen/v1"


def veld(naam: str, waarde: object | None, prefix: str = "v") -> str:
    return "" if waarde is None else f"<{prefix}:{naam}>{escape(str(waarde))}</{prefix}:{naam}>"


def stuurgegevens(wie: Wie, kenmerk: str | None = None) -> str:
    """In the order of the contract."""
    delen = {"verzenderOin": wie.verzender, "instantieId": wie.instantie, "gebruikerId": wie.gebruiker, "rol": wie.rol, "kenmerk": kenmerk}
    return f"<v:stuurgegevens>{''.join(veld(naam, waarde, 't') for naam, waarde in delen.items())}</v:stuurgegevens>"


def verzoek(operatie: str, inhoud: str) -> str:
    """The child of the Body."""
    return f'<v:{operatie} xmlns:v="{ruimte(operatie)}" xmlns:t="{TYP}">{inhoud}</v:{operatie}>'


def jeugdige(inhoud: str) -> str:
    return f"<v:jeugdige>{inhoud}</v:jeugdige>"


def met_bsn(bsn: str) -> str:
    return jeugdige(veld("bsn", bsn, "t"))


BEVRAGING = jeugdige(
    "<t:bevraging><t:geslachtsnaam>Zwaluwdaal</t:geslachtsnaam><t:geboortedatum>2014-01-01</t:geboortedatum></t:bevraging>"
)
ZONDER_BSN = jeugdige(
    "<t:zonderBsn><t:geslachtsnaam>Zwaluwdaal</t:geslachtsnaam><t:geboortedatum>2014-01-01</t:geboortedatum>"
    "<t:geslacht>V</t:geslacht></t:zonderBsn>"
)


def meld_jeugdige(wie: Wie, sleutel: str, wie_gemeld: str, kenmerk: str | None = None) -> str:
    """``wie_gemeld`` is the jeugdige element (`met_bsn`, BEVRAGING, ZONDER_BSN)."""
    return verzoek("MeldJeugdige", stuurgegevens(wie, kenmerk) + veld("partnerMeldingId", sleutel) + wie_gemeld)


def verwijder_melding(wie: Wie, sleutel: str, melding_id: str, reden: str, kenmerk: str | None = None) -> str:
    velden = veld("partnerVerzoekId", sleutel) + veld("meldingId", melding_id) + veld("reden", reden)
    return verzoek("VerwijderMelding", stuurgegevens(wie, kenmerk) + velden)


def raadpleeg(wie: Wie, hoogstens: object, cursor: str | None = None) -> str:
    return verzoek("RaadpleegEigenMeldingen", stuurgegevens(wie) + veld("vanafCursor", cursor) + veld("maxAantal", hoogstens))


def controleer(wie: Wie, kenmerk: str | None = None) -> str:
    return verzoek("ControleerVerbinding", stuurgegevens(wie, kenmerk))


def haal_signalen(wie: Wie, hoogstens: object = 500, vanaf: object | None = None, ontvanger: str | None = None) -> str:
    velden = veld("ontvangerId", ontvanger) + veld("vanafVolgnummer", vanaf) + veld("maxAantal", hoogstens)
    return verzoek("HaalSignalenOp", stuurgegevens(wie) + velden)


def bevestig(wie: Wie, ids: list[str], ontvanger: str | None = None) -> str:
    signalen = "".join(veld("signaalId", id) for id in ids)
    return verzoek("BevestigSignalen", stuurgegevens(wie) + veld("ontvangerId", ontvanger) + signalen)


def niet_gebouwd(wie: Wie) -> dict[str, str]:
    """A valid request of every operation whose rules come later."""
    sleutel, melding = veld("partnerVerzoekId", "verzoek-later"), veld("meldingId", EEN_UUID)
    item = f"<v:melding>{veld('partnerMeldingId', 'melding-later')}{met_bsn('912000008')}</v:melding>"
    contact = f"<v:contactgegevens>{veld('naam', 'Iemand', 't')}{veld('telefoon', '070-1234567', 't')}</v:contactgegevens>"
    velden = {
        "MeldJeugdigen": item,
        "WijzigContactgegevens": sleutel + veld("meldingsbevoegdeId", wie.gebruiker) + contact,
        "KoppelBsn": sleutel + melding + veld("bsn", "912000008"),
        "HaalHistorieOp": sleutel + melding,
    }
    return {naam: verzoek(naam, stuurgegevens(wie) + inhoud) for naam, inhoud in velden.items()}
