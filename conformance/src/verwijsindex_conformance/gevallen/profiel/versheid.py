"""Messages that are too old, of the future, or have a Timestamp of another form."""

from datetime import timedelta

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, vind
from verwijsindex_conformance.bericht.recept import nu
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import HEADER, SECURITY, TIMESTAMP, WSU
from verwijsindex_conformance.proef import Proef


@geval(
    "PROF-060",
    "Een verzoek zonder Timestamp",
    eisen=("R-155", "WB002"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed getekend verzoek zonder Timestamp.",
    verwacht="Een fout VIR-S01.",
)
def zonder_timestamp(p: Proef) -> None:
    p.weiger("VIR-S01", created=None)


@geval(
    "PROF-061",
    "Een verzoek van tien minuten geleden",
    eisen=("R-157", "WB002", "AANVAL-23"),
    tweeling="PROF-062",
    gedaan="Stuurt een goed getekend verzoek met Created tien minuten geleden en Expires over een uur.",
    verwacht="Een fout VIR-S06.",
)
def te_oud(p: Proef) -> None:
    p.weiger("VIR-S06", created=nu() - timedelta(minutes=10), geldig=timedelta(minutes=70))


@geval(
    "PROF-062",
    "Een verzoek van vier minuten geleden",
    eisen=("R-157", "WB002"),
    gedaan="Stuurt een goed getekend verzoek met Created vier minuten geleden.",
    verwacht="Het verzoek wordt geaccepteerd: vijf minuten mag.",
)
def nog_vers(p: Proef) -> None:
    p.accepteer(created=nu() - timedelta(minutes=4))


@geval(
    "PROF-063",
    "Een verzoek uit de toekomst",
    eisen=("R-157", "WB002", "AANVAL-23"),
    tweeling="PROF-064",
    gedaan="Stuurt een goed getekend verzoek met Created over tien minuten.",
    verwacht="Een fout VIR-S06.",
)
def toekomst(p: Proef) -> None:
    p.weiger("VIR-S06", created=nu() + timedelta(minutes=10))


@geval(
    "PROF-064",
    "Een klok die een halve minuut voorloopt",
    eisen=("R-157", "WB002"),
    gedaan="Stuurt een goed getekend verzoek met Created over dertig seconden.",
    verwacht="Het verzoek wordt geaccepteerd: een minuut verschil mag.",
)
def klok_loopt_voor(p: Proef) -> None:
    p.accepteer(created=nu() + timedelta(seconds=30))


@geval(
    "PROF-065",
    "Een verzoek waarvan Expires voorbij is",
    eisen=("R-157", "WB002", "AANVAL-23"),
    tweeling="PROF-062",
    gedaan="Stuurt een goed getekend verzoek van vier minuten geleden dat twee minuten geldig was.",
    verwacht="Een fout VIR-S06.",
)
def verlopen(p: Proef) -> None:
    p.weiger("VIR-S06", created=nu() - timedelta(minutes=4), geldig=timedelta(minutes=2))


@geval(
    "PROF-071",
    "Een Timestamp die geen tijd van het profiel is",
    eisen=("R-157", "WB002", "AANVAL-23", "BSP-R3217", "BSP-R3221"),
    tweeling="PROF-072",
    gedaan="Stuurt goed getekende verzoeken met Expires voor of gelijk aan Created, met een tijdzone in plaats van Z, met seconde "
    "60, een dag die niet bestaat, zonder Created, met twee keer Created of twee keer Expires, en met iets anders ernaast.",
    verwacht="Elke keer een fout VIR-S06 of VIR-S01.",
)
def geen_tijd_van_het_profiel(p: Proef) -> None:
    nu_ = nu().replace(microsecond=0)
    created, straks, eerder = (f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in (nu_, nu_ + timedelta(minutes=4), nu_ - timedelta(seconds=5)))
    lokaal = f"{nu_ + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}+01:00"
    vormen = {
        "Expires voor Created": (("Created", f"{created}Z"), ("Expires", f"{eerder}Z")),
        "Expires gelijk aan Created": (("Created", f"{created}Z"), ("Expires", f"{created}Z")),
        "tijdzone": (("Created", lokaal),),
        "zonder tijdzone": (("Created", created),),
        "seconde 60": (("Created", f"{nu_:%Y-%m-%dT%H:%M}:60Z"),),
        "dag die niet bestaat": (("Created", f"{nu_:%Y}-02-30T12:00:00Z"),),
        "zonder Created": (("Expires", f"{straks}Z"),),
        "twee keer Created": (("Created", f"{created}Z"),) * 2,
        "twee keer Expires": (("Created", f"{created}Z"), ("Expires", f"{straks}Z"), ("Expires", f"{straks}Z")),
        "iets ernaast": (("Created", f"{created}Z"), ("Anders", "x")),
    }
    for naam, delen in vormen.items():
        with p.variant(naam):
            p.weiger("VIR-S06", "VIR-S01", voor_tekenen=_timestamp(*delen))


def _timestamp(*delen: tuple[str, str]) -> Verandering:
    """A Timestamp with these children."""

    def verander(envelop: etree._Element) -> None:
        element = vind(envelop, HEADER, SECURITY, TIMESTAMP)
        for kind in list(element):
            element.remove(kind)
        for naam, tekst in delen:
            etree.SubElement(element, f"{{{WSU}}}{naam}").text = tekst

    return verander


@geval(
    "PROF-072",
    "Een Created zonder of met meer dan drie cijfers achter de seconde",
    eisen=("R-157", "WB002", "AANVAL-23"),
    gedaan="Stuurt een goed getekend verzoek met een Created in hele seconden, en een met zes cijfers achter de punt.",
    verwacht="Beide verzoeken worden geaccepteerd.",
)
def fracties(p: Proef) -> None:
    for vorm in ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ"):
        p.accepteer(voor_tekenen=_timestamp(("Created", nu().strftime(vorm)), ("Expires", (nu() + timedelta(minutes=4)).strftime(vorm))))


@geval(
    "PROF-073",
    "Een Timestamp zonder Expires",
    eisen=("WB002",),
    gedaan="Stuurt een goed getekend verzoek met alleen Created in de Timestamp.",
    verwacht="Het verzoek wordt geaccepteerd.",
)
def zonder_expires(p: Proef) -> None:
    p.accepteer(voor_tekenen=_timestamp(("Created", f"{nu():%Y-%m-%dT%H:%M:%S}Z")))
