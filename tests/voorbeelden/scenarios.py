"""What the signed samples show: per operation that it goes well, and every code that a message can get. Pure description."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import xmlsec
from lxml import etree
from verwijsindex_conformance.archief import historie
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import verdubbel_header, vreemde_header
from verwijsindex_conformance.bericht.recept import nu
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.college import College, adviseer, college_van
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.gevallen.melden.nummers import kind_zonder_nummer
from verwijsindex_conformance.gevallen.melden.zonder_bsn import meld_zonder_bsn
from verwijsindex_conformance.namespaces import WSSE
from verwijsindex_conformance.onderdeel import VERZOEKEN, vragen
from verwijsindex_conformance.postbus import Postbus
from verwijsindex_conformance.proef import RISICO_WEG, Proef

from verwijsindex.sandbox.wereld import ZONDER_CONVENANT
from verwijsindex.soap.front import Front

from .opstelling import Opstelling

GOED = "goed"
ONBEKEND_BSN = "999999990"
"""Of the public test range, and of nobody in the sandbox."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One sample: the last exchange of ``speel``. ``wat`` tells a reader in Dutch what to see."""

    operatie: str
    uitkomst: str
    wat: str
    speel: Callable[[Proef], object]
    rondom: Callable[[Opstelling], AbstractContextManager[None]] = lambda _: nullcontext()
    front: Callable[[Opstelling], Front] | None = None
    """Another server than the usual one."""

    @property
    def naam(self) -> str:
        """The beginning of the names of its files."""
        return f"{self.operatie}-{self.uitkomst}"


ZONDER_VOORBEELD = {
    "DK0008": "komt alleen voor in antwoorden; een partner geeft haar aan zijn eigen programma",
    "VIR-104": "wordt niet gebruikt: het schema weigert dit al (DK0004)",
}
"""Codes that no message can get, and why."""


def _meld(p: Proef) -> None:
    p.meld(p.mensen.melder(), p.mensen.persoon())


def _meld_meer(p: Proef) -> None:
    melder = p.mensen.melder()
    items = [(p.sleutel(), p.mensen.persoon().bsn), (p.sleutel(), "999990018")]
    p.gesprek.vraag(melder, inhoud.meldingen(melder, items))


def _trek_in(p: Proef) -> None:
    p.trek_in(p.meld(p.mensen.melder(), p.mensen.persoon()), RISICO_WEG)


def _eigen(p: Proef) -> None:
    _meld(p)
    melder = p.mensen.melder()
    p.gesprek.vraag(melder, inhoud.eigen_meldingen(melder, None, 10))


def _contact(p: Proef) -> None:
    melder = p.mensen.melder()
    gegevens = {"naam": "J. Jansen", "functie": "jeugdarts", "telefoon": "020-1234567", "emailadres": "j.jansen@ggd.example"}
    p.gesprek.vraag(melder, inhoud.contactgegevens(melder, p.sleutel(), melder.gebruiker_id, gegevens))


def _koppel(p: Proef) -> None:
    melder, gegevens = p.mensen.melder(), kind_zonder_nummer(p)
    gemeld = meld_zonder_bsn(p, melder, gegevens)
    kind = p.register.ken_nummer_toe(gegevens)
    p.gesprek.vraag(melder, inhoud.koppeling(melder, p.sleutel(), gemeld.melding_id, kind.bsn))


def _verbinding(p: Proef) -> None:
    melder = p.mensen.melder()
    p.gesprek.vraag(melder, inhoud.verbinding(melder, kenmerk="proef-1"))


def _signalen(p: Proef) -> list[str]:
    een, ander = p.mensen.melders(2)
    bus = Postbus(p, een)
    for melder in (een, ander):
        p.meld(melder, p.mensen.persoon())
    return [signaal.id for signaal in bus.nieuw()]


def _bevestig(p: Proef) -> None:
    ids = _signalen(p)
    melder = p.mensen.melder()
    p.gesprek.vraag(melder, inhoud.bevestiging(melder, [*ids, str(uuid4())]))


def _historie(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    p.trek_in(p.meld(een, p.mensen.persoon()), RISICO_WEG)
    historie(p, p.meld(ander, p.mensen.persoon()))


def _zaak(p: Proef, soort: str) -> tuple[College, Any, str]:
    melder = p.mensen.melder()
    gemeld = p.meld(melder, p.mensen.jong())
    college = college_van(p, melder)
    return college, college.registreer(p.mensen.jong(), soort), gemeld.melding_id


def _advies(p: Proef) -> None:
    _, zaak, melding = _zaak(p, "BEZWAAR")
    adviseer(p, p.mensen.melder(), zaak, melding)


def _besluit(p: Proef) -> None:
    college, zaak, _ = _zaak(p, "WISSING")
    college.beslis(zaak, "TOEGEWEZEN", zonderAdvies="true")


def _inzage(p: Proef) -> None:
    college, zaak, _ = _zaak(p, "INZAGE")
    college.inzage(zaak)


def _uit_archief(p: Proef) -> None:
    melder = p.mensen.melder()
    gemeld = p.meld(melder, p.mensen.persoon())
    p.trek_in(gemeld, RISICO_WEG)
    college_van(p, melder).leeg_archief(("meldingId", gemeld.melding_id))


def _bericht(**anders: Any) -> Callable[[Proef], object]:
    """ControleerVerbinding in a message in which this is different."""
    return lambda p: p.stuur_controle(**anders)


def _melding(bsn: Callable[[Proef], str], wie: Callable[[Proef], Gebruiker] = lambda p: p.mensen.melder()) -> Callable[[Proef], object]:
    def speel(p: Proef) -> object:
        melder = wie(p)
        return p.gesprek.stuur(melder, inhoud.melding(melder, p.sleutel(), bsn(p)))

    return speel


def _iemand(p: Proef) -> str:
    return p.mensen.persoon().bsn


def _met(kenmerk: str) -> Callable[[Proef], str]:
    return lambda p: p.mensen.persoon(kenmerk).bsn


def _zonder_convenant(p: Proef) -> Gebruiker:
    van = ZONDER_CONVENANT
    partner = next(een for een in p.doel.partners if een.oin == van.partner.oin)
    return replace(p.mensen.melder(), partner=partner, instantie_id=van.instantie.id, gebruiker_id=f"{van.instantie.id}-melder-1")


def _niemand(p: Proef) -> Gebruiker:
    return replace(p.mensen.melder(), gebruiker_id="niemand")


def _van_een_ander(p: Proef) -> Gebruiker:
    return replace(p.mensen.melder(), instantie_id="niet-van-ons")


def _ander_oin(p: Proef) -> object:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder).partner.oin
    return p.gesprek.stuur(melder, inhoud.melding(melder, p.sleutel(), _iemand(p), oin=ander))


def _tegen_schema(p: Proef) -> object:
    melder = p.mensen.melder()
    return p.gesprek.stuur(melder, inhoud.melding(melder, p.sleutel(), "12"))


def _onvindbaar(p: Proef) -> object:
    melder = p.mensen.melder_zonder_bsn()
    niemand = {"geslachtsnaam": "Bestaatniet", "geboortedatum": "20140501"}
    return p.gesprek.stuur(melder, inhoud.bevraging(melder, p.sleutel(), niemand))


def _heeft_nummer(p: Proef) -> object:
    melder, gegevens = p.mensen.melder(), p.mensen.zonder_nummer_te_noemen().gegevens
    return p.gesprek.stuur(melder, inhoud.zonder_bsn(melder, p.sleutel(), gegevens))


def _nog_eens_weg(p: Proef) -> object:
    gemeld = p.meld(p.mensen.melder(), p.mensen.persoon())
    p.trek_in(gemeld, RISICO_WEG)
    return p.gesprek.stuur(gemeld.melder, inhoud.verwijdering(gemeld.melder, p.sleutel(), gemeld.melding_id, RISICO_WEG))


def _geen_historie(p: Proef) -> object:
    gemeld = p.meld(p.mensen.melder(), p.mensen.persoon())
    return p.gesprek.stuur(gemeld.melder, inhoud.historie(gemeld.melder, p.sleutel(), gemeld.melding_id))


def _andere_inhoud(p: Proef) -> object:
    melder, sleutel = p.mensen.melder(), p.sleutel()
    een, ander = p.mensen.personen(2)
    p.meld(melder, een, sleutel)
    return p.gesprek.stuur(melder, inhoud.melding(melder, sleutel, ander.bsn))


def _onbekende_melding(p: Proef) -> object:
    melder = p.mensen.melder()
    return p.gesprek.stuur(melder, inhoud.verwijdering(melder, p.sleutel(), str(uuid4()), RISICO_WEG))


def _verkeerde_verzoeker(p: Proef) -> object:
    college = college_van(p, p.mensen.melder())
    return p.gesprek.stuur(college.wie, college.verzoek(p.mensen.jong(), "INZAGE", verzoeker="JEUGDIGE"))


def _onbekend_verzoek(p: Proef) -> object:
    college = college_van(p, p.mensen.melder())
    return p.gesprek.stuur(college.wie, inhoud.inzage(college.wie, p.sleutel(), str(uuid4())))


def _al_beslist(p: Proef) -> object:
    college, zaak, _ = _zaak(p, "WISSING")
    college.beslis(zaak, "AFGEWEZEN", zonderAdvies="true")
    return p.gesprek.stuur(college.wie, college.besluit(zaak, "TOEGEWEZEN", zonderAdvies="true"))


def _vreemd_certificaat(p: Proef) -> object:
    verlopen = p.doel.certificaten["verlopen"]
    return p.stuur_controle(ondertekenaar=lees_sleutelpaar(verlopen.certificaat, verlopen.sleutel))


def _twee_keer(p: Proef) -> object:
    melder = p.mensen.melder()
    verzoek = inhoud.verbinding(melder)
    bericht = maak_bericht(p.gesprek.recept(melder, verzoek))
    return [p.gesprek.stuur_bericht(melder, bericht, verzoek) for _ in range(2)]


def _twee_verzoeken(p: Proef) -> object:
    return [p.stuur_controle() for _ in range(2)]


def _uit(operatie: str) -> Callable[[Proef], object]:
    def speel(p: Proef) -> object:
        vraag = next(een for een in vragen(p) if een.naam == operatie)
        return p.gesprek.stuur(vraag.gebruiker, vraag.verzoek())

    return speel


def _naar_token_elders(envelop: etree._Element) -> None:
    for verwijzing in envelop.iter(f"{{{WSSE}}}Reference"):
        verwijzing.set("URI", "#elders")


def _met_dtd(raw: bytes) -> bytes:
    return b"<!DOCTYPE a>" + raw


def _geen_utf8(raw: bytes) -> bytes:
    return raw + b"<!-- \xe9 -->"


def _na_tekenen_veranderd(raw: bytes) -> bytes:
    return raw.replace(b"MELDER<", b"MELDEr<")


_ALLES_GOED = (
    Scenario("MeldJeugdige", GOED, "Een melding met een BSN.", _meld),
    Scenario("MeldJeugdigen", GOED, "Twee meldingen: een aanvaard, een geweigerd (VIR-101).", _meld_meer),
    Scenario("VerwijderMelding", GOED, "Een melding gaat naar het archief.", _trek_in),
    Scenario("RaadpleegEigenMeldingen", GOED, "De eigen meldingen.", _eigen),
    Scenario("WijzigContactgegevens", GOED, "Nieuwe contactgegevens van de melder zelf.", _contact),
    Scenario("KoppelBsn", GOED, "Een melding zonder BSN krijgt er een.", _koppel),
    Scenario("ControleerVerbinding", GOED, "De verbinding werkt; het kenmerk komt terug.", _verbinding),
    Scenario("HaalSignalenOp", GOED, "Een match met een ander.", _signalen),
    Scenario("BevestigSignalen", GOED, "Een signaal bevestigd, een dat er niet is.", _bevestig),
    Scenario("HaalHistorieOp", GOED, "Wie deze jeugdige eerder meldde.", _historie),
    Scenario("RegistreerVerzoek", GOED, "Een verzoek om wissing, met de melding die het betreft.", lambda p: _zaak(p, "WISSING")),
    Scenario("GeefAdvies", GOED, "De melder adviseert over een bezwaar.", _advies),
    Scenario("BeslisVerzoek", GOED, "Het college wijst een verzoek toe; de melding is vernietigd.", _besluit),
    Scenario("GeefInzage", GOED, "Wie meldde, wie het hoorde en wie keek.", _inzage),
    Scenario("VerwijderUitArchief", GOED, "Een melding verdwijnt uit het archief.", _uit_archief),
)
_ZONDER_ONDERDEEL = tuple(
    Scenario(naam, "VIR-160", "Dit onderdeel staat hier uit.", _uit(naam)) for verzoeken in VERZOEKEN.values() for naam in verzoeken
)
_BERICHT = "ControleerVerbinding"
_OVER_HET_BERICHT = (
    Scenario(_BERICHT, "DK0001", "Een DTD in het bericht. Dit antwoord is niet getekend.", _bericht(op_bytes=_met_dtd)),
    Scenario(_BERICHT, "DK0003", "De wsa:Action van een andere operatie.", _bericht(action="urn:verwijsindex:meldingen:v1:MeldJeugdige")),
    Scenario(_BERICHT, "DK0005", "Geen wsa:To.", _bericht(to=None)),
    Scenario(_BERICHT, "DK0006", "Geen wsa:Action.", _bericht(action=None)),
    Scenario(_BERICHT, "DK0007", "Geen wsa:MessageID.", _bericht(message_id=None)),
    Scenario(
        _BERICHT,
        "DK0009",
        "Bytes die geen UTF-8 zijn. Dit antwoord is niet getekend.",
        _bericht(op_bytes=_geen_utf8),
    ),
    Scenario(_BERICHT, "DK0010", "Een header die niet van WS-Addressing of WS-Security is.", _bericht(extra_headers=(vreemde_header(),))),
    Scenario(_BERICHT, "DK0011", "Twee keer wsa:MessageID.", _bericht(voor_tekenen=verdubbel_header("MessageID"))),
    Scenario(_BERICHT, "DK0051", "De verwijsindex kan niet bij zijn database.", _bericht(), front=Opstelling.zonder_database),
    Scenario(_BERICHT, "VIR-150", "Meer berichten per seconde dan afgesproken.", _twee_verzoeken, front=Opstelling.een_per_seconde),
    Scenario(_BERICHT, "VIR-S01", "De handtekening dekt wsa:To niet.", _bericht(ongetekend=("To",))),
    Scenario(_BERICHT, "VIR-S02", "Een handtekening met RSA-SHA1.", _bericht(handtekening=xmlsec.constants.TransformRsaSha1)),
    Scenario(_BERICHT, "VIR-S03", "De handtekening verwijst naar een token dat er niet is.", _bericht(in_handtekening=_naar_token_elders)),
    Scenario(_BERICHT, "VIR-S04", "Een verlopen certificaat.", _vreemd_certificaat),
    Scenario(_BERICHT, "VIR-S05", "Na het tekenen een letter veranderd.", _bericht(op_bytes=_na_tekenen_veranderd)),
    Scenario(_BERICHT, "VIR-S06", "Tien minuten oud.", _bericht(created=nu() - timedelta(minutes=10), geldig=timedelta(minutes=5))),
    Scenario(_BERICHT, "VIR-S07", "Hetzelfde bericht nog eens.", _twee_keer),
)
_OVER_DE_INHOUD = (
    Scenario("MeldJeugdige", "DK0002", "Het OIN van een ander in verzenderOin.", _ander_oin),
    Scenario("MeldJeugdige", "DK0004", "Een BSN van twee cijfers: het schema weigert het.", _tegen_schema),
    Scenario("MeldJeugdige", "VIR-101", "Een BSN dat de elfproef niet haalt.", _melding(lambda _: "123456789")),
    Scenario("MeldJeugdige", "VIR-102", "Een BSN dat het register niet kent.", _melding(lambda _: ONBEKEND_BSN)),
    Scenario("MeldJeugdige", "VIR-103", "Een bevraging die niemand vindt.", _onvindbaar),
    Scenario("MeldJeugdige", "VIR-105", "Een school meldt met een BSN.", _melding(_iemand, lambda p: p.mensen.melder_zonder_bsn())),
    Scenario("MeldJeugdige", "VIR-106", "Zonder BSN gemeld, en de jeugdige heeft er een.", _heeft_nummer),
    Scenario("MeldJeugdige", "VIR-110", "Iemand van 23 of ouder.", _melding(_met("23-of-ouder"))),
    Scenario("MeldJeugdige", "VIR-111", "Het register kent geen geboortedatum.", _melding(_met("geboortedatum-onbekend"))),
    Scenario("MeldJeugdige", "VIR-112", "Iemand die is overleden.", _melding(_met("overleden"))),
    Scenario(
        "MeldJeugdige",
        "VIR-120",
        "Een gebruiker die er niet is.",
        _melding(_iemand, _niemand),
    ),
    Scenario("MeldJeugdige", "VIR-121", "Een instantie zonder convenant.", _melding(_iemand, _zonder_convenant)),
    Scenario(
        "MeldJeugdige",
        "VIR-122",
        "Een instantie waarvoor er geen mandaat is.",
        _melding(_iemand, _van_een_ander),
    ),
    Scenario("MeldJeugdige", "VIR-123", "Een coordinator meldt.", _melding(_iemand, lambda p: p.mensen.coordinator(p.mensen.melder()))),
    Scenario("VerwijderMelding", "VIR-130", "Een melding die er niet is.", _onbekende_melding),
    Scenario("VerwijderMelding", "VIR-131", "Een melding die al weg is.", _nog_eens_weg),
    Scenario("HaalHistorieOp", "VIR-132", "Er is geen historie.", _geen_historie),
    Scenario("MeldJeugdige", "VIR-140", "Dezelfde sleutel voor een ander.", _andere_inhoud),
    Scenario("RegistreerVerzoek", "VIR-170", "Voor een kind vraagt niet de jeugdige zelf.", _verkeerde_verzoeker),
    Scenario("GeefInzage", "VIR-171", "Een verzoek dat er niet is.", _onbekend_verzoek),
    Scenario("BeslisVerzoek", "VIR-172", "Er is al beslist.", _al_beslist),
    Scenario("MeldJeugdige", "VIR-190", "Het personenregister is niet bereikbaar.", _melding(_iemand), rondom=Opstelling.zonder_register),
)
SCENARIOS = (*_ALLES_GOED, *_ZONDER_ONDERDEEL, *_OVER_HET_BERICHT, *_OVER_DE_INHOUD)
