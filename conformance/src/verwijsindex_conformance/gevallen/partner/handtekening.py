"""How a partner system signs its requests (Digikoppeling WUS WB001 to WB014, Basic Security Profile)."""

from verwijsindex_conformance.geval import Geval, Niveau, Rol, geval
from verwijsindex_conformance.nep import ontvangst
from verwijsindex_conformance.nep.ontvangst import Controle
from verwijsindex_conformance.partnerproef import Partnerproef, verschillend

_GEDAAN = "Laat het partnersysteem iemand melden en leest de Security-header van het verzoek."


def _kijk(id: str, titel: str, eisen: tuple[str, ...], verwacht: str, *controles: Controle, niveau: Niveau = Niveau.MOET) -> Geval:
    """A case that lets the partner send one request and makes these checks on it."""

    def voer_uit(p: Partnerproef) -> None:
        p.meld()
        p.keur(*controles)

    return geval(id, titel, eisen=eisen, gedaan=_GEDAAN, verwacht=verwacht, rol=Rol.PARTNER, niveau=niveau)(voer_uit)


dekking = _kijk(
    "PART-020",
    "Body, Timestamp en elke adresheader zijn getekend",
    ("WB004", "R-155"),
    "Naar elk van die delen een ds:Reference met zijn wsu:Id, naar niets anders, en geen id dat twee keer voorkomt.",
    ontvangst.keur_dekking,
)
algoritmen = _kijk(
    "PART-021",
    "Digest, handtekening en canonicalisatie zijn van de lijst",
    ("WB007", "SIGN001", "SIGN003", "SIGN004", "BSP-R5404", "BSP-R5412", "BSP-R5423", "R-155"),
    "RSA en digests met SHA-256, SHA-384 of SHA-512, en alleen exclusieve canonicalisatie.",
    ontvangst.keur_algoritmen,
)
token = _kijk(
    "PART-022",
    "Het certificaat reist mee en de handtekening verwijst er rechtstreeks naar",
    ("WB009", "WB010", "BSP-R3029", "BSP-R3031", "BSP-R3061", "BSP-R5205", "BSP-R5402", "BSP-R5417"),
    "Een BinarySecurityToken in base64 van het type X509v3, voor de Signature, en in KeyInfo één verwijzing ernaar.",
    ontvangst.keur_token,
)
certificaat = _kijk(
    "PART-023",
    "Het certificaat is dat van het partnersysteem",
    ("PKI001", "PKI002", "WB010"),
    "Een certificaat onder de CA uit doel.yaml, nu geldig, met het OIN van het partnersysteem in subject.serialNumber.",
    ontvangst.keur_certificaat,
)
waarde = _kijk(
    "PART-024",
    "De handtekening klopt",
    ("SIGN002", "WB013", "R-155"),
    "Elke digest en de handtekening kloppen volgens libxmlsec1.",
    ontvangst.keur_waarde,
)
tijd = _kijk(
    "PART-025",
    "De Timestamp heeft de vorm van de Basic Security Profile",
    ("WB002", "BSP-R3203", "BSP-R3217", "BSP-R3221", "BSP-R3223", "BSP-R3224", "BSP-R3227"),
    "Eén Timestamp met één Created en hoogstens één Expires, in UTC met een Z, Expires na Created.",
    ontvangst.keur_tijd,
)
versheid = _kijk(
    "PART-026",
    "Een verzoek is vers",
    ("R-157", "WB002"),
    "Created is hoogstens vijf minuten oud en hoogstens een minuut in de toekomst, en Expires is niet voorbij.",
    ontvangst.keur_versheid,
)
fractie = _kijk(
    "PART-027",
    "Tijden in een verzoek hebben hoogstens drie cijfers achter de seconde",
    ("BSP-R3220", "BSP-R3229"),
    "Hoogstens drie: meer kan een ander systeem vaak niet lezen.",
    ontvangst.keur_fractie,
    niveau=Niveau.HOORT,
)
bouw = _kijk(
    "PART-028",
    "De handtekening bevat niet meer dan het profiel toestaat",
    ("BSP-R3102", "BSP-R5401", "BSP-R5403", "BSP-R5406"),
    "Geen Object, Manifest of HMACOutputLength, en geen lege PrefixList.",
    ontvangst.keur_bouw,
)


@geval(
    "PART-029",
    "Elk bericht is opnieuw getekend",
    eisen=("R-155", "KV-52"),
    gedaan="Laat het partnersysteem drie keer de verbinding controleren.",
    verwacht="Drie verschillende handtekeningen.",
    rol=Rol.PARTNER,
)
def opnieuw(p: Partnerproef) -> None:
    for _ in range(3):
        p.doe("controleer")
    verschillend((een.signature_value for een in p.verzoeken("ControleerVerbinding")), "handtekening")
