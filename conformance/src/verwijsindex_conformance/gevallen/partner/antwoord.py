"""Answers that a partner system may not believe (attack 47): each with one thing wrong, everything else good."""

from functools import partial

from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.doel import Partner
from verwijsindex_conformance.geval import Geval, Rol, geval
from verwijsindex_conformance.nep.streken import STREKEN, door_ander, streek_van
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.partnerproef import Partnerproef

from .herhalen import volhard

_NIET = "Het partnersysteem gebruikt niets uit het antwoord en zegt dat het niet te vertrouwen was, of dat er geen antwoord kwam."


@geval(
    "PART-100",
    "Een goed antwoord wordt geloofd",
    eisen=("R-155", "WB013", "WB014", "WA001"),
    gedaan="Laat het partnersysteem iemand melden en antwoordt goed.",
    verwacht="Het partnersysteem aanvaardt het antwoord.",
    rol=Rol.PARTNER,
)
def goed(p: Partnerproef) -> None:
    p.aanvaardt(p.meld())


def _slecht(id: str, titel: str, streek: str, *eisen: str) -> Geval:
    """A case in which every answer to a melding has this wrong."""

    def voer_uit(p: Partnerproef) -> None:
        p.index.altijd = streek_van(streek)
        p.gelooft_niet(p.meld())

    gedaan = f"Laat het partnersysteem iemand melden; in het antwoord is er één ding mis: {STREKEN[streek].uitleg}."
    alle = ("AANVAL-47", *eisen)
    return geval(id, titel, eisen=alle, gedaan=gedaan, verwacht=_NIET, tweeling="PART-100", rol=Rol.PARTNER)(voer_uit)


ander_relatesto = _slecht("PART-101", "Een antwoord op een ander bericht", "ander-relatesto", "WA001", "R-152")
zonder_relatesto = _slecht("PART-102", "Een antwoord zonder wsa:RelatesTo", "zonder-relatesto", "WA001", "R-152")
zonder_bevestiging = _slecht("PART-103", "Een antwoord zonder SignatureConfirmation", "zonder-bevestiging", "WB014", "R-155")
andere_bevestiging = _slecht("PART-104", "Een antwoord dat een andere handtekening bevestigt", "andere-bevestiging", "WB014", "R-155")
lege_bevestiging = _slecht("PART-105", "Een antwoord met een SignatureConfirmation zonder waarde", "lege-bevestiging", "WB014")
bevestiging_ongetekend = _slecht("PART-106", "Een SignatureConfirmation die niet is getekend", "bevestiging-ongetekend", "WB014", "WB004")
ingepakt = _slecht("PART-107", "Een ingepakte Body", "ingepakt", "WB013", "R-155")
ingepakt_met_id = _slecht("PART-108", "Een ingepakte Body met hetzelfde wsu:Id", "ingepakt-met-id", "WB013", "R-155")
body_ongetekend = _slecht("PART-109", "Een antwoord waarvan de Body niet is getekend", "body-ongetekend", "WB004", "WB013")
timestamp_ongetekend = _slecht("PART-110", "Een antwoord waarvan de Timestamp niet is getekend", "timestamp-ongetekend", "WB004")
relatesto_ongetekend = _slecht("PART-111", "Een antwoord waarvan wsa:RelatesTo niet is getekend", "relatesto-ongetekend", "WB004")
action_ongetekend = _slecht("PART-112", "Een antwoord waarvan wsa:Action niet is getekend", "action-ongetekend", "WB004")
veranderd = _slecht("PART-113", "Een antwoord dat na het tekenen is veranderd", "veranderd", "WB013", "R-155")
andere_digest = _slecht("PART-114", "Een antwoord met een digest die niet klopt", "andere-digest", "WB013", "SIGN002")
andere_handtekening = _slecht("PART-115", "Een antwoord met een handtekening die niet klopt", "andere-handtekening", "WB013", "SIGN002")
zonder_handtekening = _slecht("PART-116", "Een antwoord zonder handtekening", "zonder-handtekening", "WB003", "WB013")
ongetekend = _slecht("PART-117", "Een antwoord zonder Security-header", "ongetekend", "WB003", "WB013")
oud = _slecht("PART-118", "Een antwoord van tien minuten geleden", "oud", "R-157", "WB002")
toekomst = _slecht("PART-119", "Een antwoord van over tien minuten", "toekomst", "R-157", "WB002")
zonder_timestamp = _slecht("PART-120", "Een antwoord zonder Timestamp", "zonder-timestamp", "WB002")
vreemde_ca = _slecht("PART-121", "Een antwoord met een certificaat van een vreemde CA", "vreemde-ca", "WB010", "PKI002")
andere_actie = _slecht("PART-122", "Een antwoord met de wsa:Action van een andere operatie", "andere-actie", "WA001")
ander_element = _slecht("PART-123", "Het antwoord van een andere operatie", "ander-element", "R-150", "KV-02")
extra_element = _slecht("PART-124", "Een antwoord met een element dat het koppelvlak niet kent", "extra-element", "R-150", "WW002")
te_kort = _slecht("PART-125", "Een antwoord waarin een verplicht element ontbreekt", "te-kort", "R-150", "WW002")
sha1 = _slecht("PART-126", "Een antwoord met SHA-1", "sha1", "SIGN001", "SIGN003", "SIGN004")
inclusief = _slecht("PART-127", "Een antwoord met inclusieve canonicalisatie", "inclusief", "WB007")
dtd = _slecht("PART-128", "Een antwoord met een DTD", "dtd", "BP-R1008")
twee_bodies = _slecht("PART-129", "Een antwoord met twee keer een Body", "twee-bodies", "BP-R9980", "WW003")
dubbel_id = _slecht("PART-130", "Een antwoord met een id dat twee keer voorkomt", "dubbel-id", "WB013")
ander_to = _slecht("PART-131", "Een antwoord aan iemand anders", "ander-to", "WA001")
fout_ongetekend = _slecht("PART-140", "Een fout zonder handtekening", "fout-ongetekend", "WB003", "WB013")
fout_veranderd = _slecht("PART-141", "Een fout die na het tekenen is veranderd", "fout-veranderd", "WB013")
fout_ander_relatesto = _slecht("PART-142", "Een fout op een ander bericht", "fout-ander-relatesto", "WA001")


@geval(
    "PART-132",
    "Een antwoord van een ander dan de index",
    eisen=("AANVAL-47", "PKI001", "WB010"),
    gedaan="Laat het partnersysteem iemand melden; het antwoord is goed getekend, maar met het certificaat van een "
    "partner onder dezelfde CA.",
    verwacht=_NIET,
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def andere_partij(p: Partnerproef) -> None:
    ander = _ander(p)
    p.index.altijd = door_ander(lees_sleutelpaar(ander.certificaat, ander.sleutel))
    p.gelooft_niet(p.meld())


def _ander(p: Partnerproef) -> Partner:
    eigen = p.doel.systeem.paar if p.doel.systeem is not None else None
    gevonden = next((een for een in (eigen, *p.doel.partners) if een is not None), None)
    if gevonden is None:
        raise Overgeslagen("doel.yaml noemt geen certificaat van een partner, met zijn sleutel")
    return gevonden


@geval(
    "PART-133",
    "Een eerder antwoord, nog eens gestuurd",
    eisen=("AANVAL-47", "WA001", "WB014"),
    gedaan="Laat het partnersysteem twee mensen melden; op de tweede melding komt nog eens het antwoord op de eerste.",
    verwacht="Het eerste antwoord wordt geloofd; van het tweede gebruikt het partnersysteem niets.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def vorig_antwoord(p: Partnerproef) -> None:
    p.aanvaardt(p.meld(), "het eerste antwoord")
    p.index.altijd = streek_van("vorig-antwoord")
    p.gelooft_niet(p.meld())


@geval(
    "PART-134",
    "Een antwoord dat twee keer komt hoort niet bij de volgende vraag",
    eisen=("AANVAL-47", "WA001", "WT007"),
    gedaan="Laat het partnersysteem drie mensen melden; het antwoord op de eerste melding komt twee keer achter elkaar over "
    "dezelfde verbinding.",
    verwacht="Elke melding krijgt haar eigen meldingId, zo nodig nadat het partnersysteem haar herhaalde onder dezelfde sleutel.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def twee_keer(p: Partnerproef) -> None:
    p.speel("twee-keer", operatie="MeldJeugdige")
    for _ in range(3):
        sleutel, bsn = p.sleutel(), p.bsn()
        conclusie = p.aanvaardt(volhard(partial(p.meld, sleutel, bsn)), "het eigen antwoord")
        bekend = p.index.staat.meldingen[sleutel].melding_id
        eis(conclusie.gegevens.get("meldingId") == bekend, "het meldingId van deze melding", "dat van een andere melding")
