"""What the signature must cover, and by which ids."""

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, adresheader, vind
from verwijsindex_conformance.bericht.handtekening import achtereen, met_ander_deel, verwijzing_naar
from verwijsindex_conformance.bericht.vorm import vervang
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import HEADER, SECURITY, TIMESTAMP, WSA, WSU, WSU_ID
from verwijsindex_conformance.proef import Proef

_ANDERE_IDS = ("Id", "ID", "id", "iD", "{http://www.w3.org/XML/1998/namespace}id", "{urn:conformiteit:vreemd}Id")


@geval(
    "PROF-040",
    "De Body is niet getekend",
    eisen=("R-155", "WB004", "AANVAL-07"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met een geldige handtekening die de Body niet dekt.",
    verwacht="Een fout VIR-S01.",
)
def body_ongetekend(p: Proef) -> None:
    p.weiger("VIR-S01", ongetekend=("Body",))


@geval(
    "PROF-041",
    "Een adresheader is niet getekend",
    eisen=("R-155", "WB004", "AANVAL-07"),
    tweeling="PROF-001",
    gedaan="Stuurt verzoeken met een geldige handtekening die To, Action, MessageID of ReplyTo niet dekt.",
    verwacht="Elke keer een fout VIR-S01.",
)
def adresheader_ongetekend(p: Proef) -> None:
    for naam in ("To", "Action", "MessageID", "ReplyTo"):
        p.weiger("VIR-S01", ongetekend=(naam,))


@geval(
    "PROF-042",
    "De Timestamp is niet getekend",
    eisen=("R-155", "WB002", "WB004", "AANVAL-07"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met een geldige handtekening die de Timestamp niet dekt.",
    verwacht="Een fout VIR-S01.",
)
def timestamp_ongetekend(p: Proef) -> None:
    p.weiger("VIR-S01", ongetekend=("Timestamp",))


@geval(
    "PROF-046",
    "Hetzelfde wsu:Id komt twee keer voor",
    eisen=("R-155", "WB004", "AANVAL-05"),
    tweeling="PROF-001",
    gedaan="Zet na het tekenen het wsu:Id van de Body ook op een element in de Body.",
    verwacht="Een fout VIR-S01.",
)
def dubbel_id(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        envelop[-1][0].set(WSU_ID, "body")

    p.weiger("VIR-S01", na_tekenen=verander)


@geval(
    "PROF-047",
    "De handtekening verwijst naar iets buiten het profiel",
    eisen=("R-155", "WB004", "AANVAL-07"),
    tweeling="PROF-001",
    gedaan="Tekent naast de gewone delen ook het element binnen de Body.",
    verwacht="Een fout VIR-S01: alleen de delen van het profiel mogen genoemd worden.",
)
def verwijzing_teveel(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        envelop[-1][0].set(WSU_ID, "extra")

    p.weiger("VIR-S01", voor_tekenen=verander)


@geval(
    "PROF-048",
    "Twee Timestamps",
    eisen=("R-155", "WB002", "AANVAL-09", "BSP-R3227"),
    tweeling="PROF-001",
    gedaan="Zet een tweede Timestamp in de Security-header, ook getekend.",
    verwacht="Een fout VIR-S01.",
)
def twee_timestamps(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        eerste = vind(envelop, HEADER, SECURITY, TIMESTAMP)
        tweede = etree.fromstring(etree.tostring(eerste, with_tail=False))
        tweede.set(WSU_ID, "timestamp2")
        eerste.addnext(tweede)

    p.weiger("VIR-S01", voor_tekenen=verander)


@geval(
    "PROF-049",
    "Het id van een getekend deel komt nog eens voor, onder een andere naam",
    eisen=("R-155", "WB004", "AANVAL-05"),
    tweeling="PROF-001",
    gedaan="Zet het id van de Body, de Timestamp, het token en To ook in een attribuut Id, ID, id, iD, xml:id of een eigen id van "
    "een element in de Body, en tekent het bericht zo.",
    verwacht="Elke keer een fout VIR-S01.",
)
def id_onder_andere_naam(p: Proef) -> None:
    for naam in _ANDERE_IDS:
        for id in ("body", "timestamp", "token", "to"):
            with p.variant(f"{naam.rpartition('}')[2]} is {id}"):
                p.weiger("VIR-S01", in_handtekening=met_ander_deel("body", _met_attribuut(naam, id)))


def _met_attribuut(naam: str, waarde: str) -> Verandering:
    return lambda body: body[0][0].set(naam, waarde)


@geval(
    "PROF-050",
    "Een adresheader erbij die niet getekend is",
    eisen=("R-155", "WB004", "WA001", "AANVAL-07"),
    tweeling="PROF-012",
    gedaan="Zet na het tekenen een From, FaultTo of RelatesTo in het bericht.",
    verwacht="Elke keer een fout VIR-S01.",
)
def header_erbij(p: Proef) -> None:
    for naam in ("From", "FaultTo", "RelatesTo"):
        with p.variant(naam):
            p.weiger("VIR-S01", na_tekenen=adresheader(naam, getekend=False))


@geval(
    "PROF-051",
    "Een verwijzing twee keer, of naar een leeg id",
    eisen=("R-155", "WB004", "AANVAL-07"),
    tweeling="PROF-001",
    gedaan="Laat de verwijzing naar To wijzen naar de Body, die zo twee keer genoemd is; en stuurt een bericht waarin To een leeg id heeft "
    "en de verwijzing ernaar alleen een hekje is.",
    verwacht="Twee keer een fout VIR-S01.",
)
def verwijzing_dubbel(p: Proef) -> None:
    with p.variant("twee keer de Body"):
        p.weiger("VIR-S01", in_handtekening=verwijzing_naar("to", "#body"))
    with p.variant("een leeg id"):
        zonder_id = met_ander_deel("to", lambda to: to.set(WSU_ID, ""), HEADER, f"{{{WSA}}}To")
        p.weiger("VIR-S01", in_handtekening=achtereen(zonder_id, verwijzing_naar("to", "#")))


@geval(
    "PROF-058",
    "Een id dat er alleen op lijkt",
    eisen=("R-155", "WB004", "AANVAL-42"),
    tweeling="PROF-016",
    gedaan="Laat het prefix wsu op de Body bij een andere naamruimte horen, schrijft de naamruimte van wsu overal een teken anders, "
    "en zet xml:id of een Id zonder naamruimte op de Body in plaats van wsu:Id.",
    verwacht="Elke keer een fout VIR-S01.",
)
def lijkt_op_een_id(p: Proef) -> None:
    begin = b'<soap:Body wsu:Id="body">'
    for naam, anders in {
        "ander prefix": b'<soap:Body xmlns:wsu="urn:ander" wsu:Id="body">',
        "xml:id": b'<soap:Body xml:id="body">',
        "zonder naamruimte": b'<soap:Body Id="body">',
    }.items():
        with p.variant(naam):
            p.weiger("VIR-S01", op_bytes=vervang(begin, anders))
    with p.variant("naamruimte lijkt erop"):
        p.weiger("VIR-S01", op_bytes=vervang(f'"{WSU}"'.encode(), f'"{WSU}/"'.encode()))
