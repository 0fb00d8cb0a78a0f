"""Bodies of requests, as text. Nothing here knows the code of the project."""

from xml.sax.saxutils import escape

from .wie import Wie

MLD, SIG, TYP = "urn:verwijsindex:meldingen:v1", "urn:verwijsindex:signalen:v1", "urn:verwijsindex:typen:v1"
REC, REG, BEL = (f"urn:verwijsindex:{naam}:v1" for naam in ("rechten", "regie", "beleidsinformatie"))
VAN_SIGNALEN = ("HaalSignalenOp", "BevestigSignalen", "HaalHistorieOp")
VAN_RECHTEN = ("RegistreerVerzoek", "GeefAdvies", "BeslisVerzoek", "GeefInzage", "VerwijderUitArchief")
VAN_REGIE = (
    *("RaadpleegMatches", "RegistreerMatchopvolging", "KoppelMatchTerug", "StelRegisseurVoor", "BeantwoordRegievoorstel"),
    *("DraagRegieOver", "BeeindigRegie", "EscaleerMatch", "SluitEscalatie"),
)
EEN_UUID = "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11"


def ruimte(operatie: str) -> str:
    if operatie in VAN_REGIE:
        return REG
    if operatie == "HaalRapportageOp":
        return BEL
    if operatie in VAN_RECHTEN:
        return REC
    return SIG if operatie in VAN_SIGNALEN else MLD


def actie(operatie: str) -> str:
    return f"{ruimte(operatie)}:{operatie}"


def pad(operatie: str) -> str:
    return f"/{ruimte(operatie).split(':')[2]}/v1"


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


def zonder_bsn(geslachtsnaam: str, geboortedatum: str, geslacht: str = "V", voorvoegsel: str | None = None) -> str:
    """The jeugdige element of who has no number."""
    velden = veld("geslachtsnaam", geslachtsnaam, "t") + veld("voorvoegsel", voorvoegsel, "t")
    return jeugdige(f"<t:zonderBsn>{velden}{veld('geboortedatum', geboortedatum, 't')}{veld('geslacht', geslacht, 't')}</t:zonderBsn>")


def meld_jeugdige(wie: Wie, sleutel: str, wie_gemeld: str, kenmerk: str | None = None) -> str:
    """``wie_gemeld`` is the jeugdige element (`met_bsn`, `bevraging`, `zonder_bsn`)."""
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


def haal_historie(wie: Wie, sleutel: str, melding_id: str) -> str:
    return verzoek("HaalHistorieOp", stuurgegevens(wie) + veld("partnerVerzoekId", sleutel) + veld("meldingId", melding_id))


def koppel_bsn(wie: Wie, sleutel: str, melding_id: str, bsn: str) -> str:
    velden = veld("partnerVerzoekId", sleutel) + veld("meldingId", melding_id) + veld("bsn", bsn)
    return verzoek("KoppelBsn", stuurgegevens(wie) + velden)


def meld_jeugdigen(wie: Wie, items: list[tuple[str, str]]) -> str:
    """Items are a key and a jeugdige element each."""
    meldingen = "".join(f"<v:melding>{veld('partnerMeldingId', sleutel)}{wie_gemeld}</v:melding>" for sleutel, wie_gemeld in items)
    return verzoek("MeldJeugdigen", stuurgegevens(wie) + meldingen)


def wijzig_contact(wie: Wie, sleutel: str, van: str, naam: str, telefoon: str | None = None, emailadres: str | None = None) -> str:
    velden = veld("naam", naam, "t") + veld("telefoon", telefoon, "t") + veld("emailadres", emailadres, "t")
    vast = stuurgegevens(wie) + veld("partnerVerzoekId", sleutel) + veld("meldingsbevoegdeId", van)
    return verzoek("WijzigContactgegevens", f"{vast}<v:contactgegevens>{velden}</v:contactgegevens>")


def bevraging(geslachtsnaam: str, geboortedatum: str) -> str:
    """The jeugdige element of who may not know the number."""
    velden = veld("geslachtsnaam", geslachtsnaam, "t") + veld("geboortedatum", geboortedatum, "t")
    return jeugdige(f"<t:bevraging>{velden}</t:bevraging>")


def ja_nee(naam: str, waarde: bool | None) -> str:
    return veld(naam, None if waarde is None else str(waarde).lower())


def registreer_verzoek(
    wie: Wie,
    sleutel: str,
    soort: str,
    betrokkene: str,
    verzoeker: str,
    ontvangen: str,
    kenmerk: str = "Z-1",
    *,
    blokkeren: bool | None = None,
) -> str:
    """``betrokkene`` is what stands in the jeugdige element."""
    velden = veld("partnerVerzoekId", sleutel) + veld("soort", soort) + jeugdige(betrokkene) + veld("verzoeker", verzoeker)
    vast = velden + veld("kenmerk", kenmerk) + veld("ontvangenOp", ontvangen) + ja_nee("blokkeren", blokkeren)
    return verzoek("RegistreerVerzoek", stuurgegevens(wie) + vast)


def op_bsn(bsn: str) -> str:
    """A jeugdige as a college names him."""
    return veld("bsn", bsn)


def op_zonder_bsn(geslachtsnaam: str, geboortedatum: str, geslacht: str = "V") -> str:
    """The same of who has no number."""
    velden = veld("geslachtsnaam", geslachtsnaam, "t") + veld("geboortedatum", geboortedatum, "t") + veld("geslacht", geslacht, "t")
    return f"<v:zonderBsn>{velden}</v:zonderBsn>"


def geef_advies(wie: Wie, sleutel: str, verzoek_id: str, melding_id: str, advies: str) -> str:
    velden = veld("partnerVerzoekId", sleutel) + veld("verzoekId", verzoek_id) + veld("meldingId", melding_id) + veld("advies", advies)
    return verzoek("GeefAdvies", stuurgegevens(wie) + velden)


def beslis_verzoek(
    wie: Wie,
    sleutel: str,
    verzoek_id: str,
    besluit: str,
    datum: str,
    meldingen: list[str] | None = None,
    *,
    kenmerk: str = "B-1",
    functionaris: str = "college-0518",
    zonder_advies: bool | None = None,
) -> str:
    velden = veld("partnerVerzoekId", sleutel) + veld("verzoekId", verzoek_id) + veld("besluit", besluit) + veld("kenmerk", kenmerk)
    velden += veld("datum", datum) + veld("functionarisId", functionaris) + ja_nee("zonderAdvies", zonder_advies)
    return verzoek("BeslisVerzoek", stuurgegevens(wie) + velden + "".join(veld("meldingId", id) for id in meldingen or ()))


def geef_inzage(wie: Wie, sleutel: str, verzoek_id: str) -> str:
    return verzoek("GeefInzage", stuurgegevens(wie) + veld("partnerVerzoekId", sleutel) + veld("verzoekId", verzoek_id))


def verwijder_uit_archief(wie: Wie, sleutel: str, archief: str, datum: str, functionaris: str = "college-0518") -> str:
    """``archief`` is what stands in that element: a meldingId, or a jeugdige as in `op_bsn`."""
    velden = f"{veld('partnerVerzoekId', sleutel)}<v:archief>{archief}</v:archief>{veld('kenmerk', 'B-2')}{veld('datum', datum)}"
    return verzoek("VerwijderUitArchief", stuurgegevens(wie) + velden + veld("functionarisId", functionaris))
