"""Plays the scenarios, and writes down what went over the line."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from conformance.zelftest.index import zonder_log
from lxml import etree

from verwijsindex.contract.operaties import CONTRACTOPERATIES, SIGNAALONTVANGST
from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.security.sign import Ondertekenaar

from .opstelling import Opstelling, Uitwisseling
from .scenarios import GOED, SCENARIOS, Scenario

VOORBEELDEN = Path(__file__).parents[2] / "docs" / "voorbeelden"
LIJST = "lijst.json"
KETEN = "keten.pem"


def speel_alles(werk: Path, doel: Path) -> None:
    """Play every scenario on a new sandbox in ``werk``, and write pairs, list and certificates in ``doel``."""
    doel.mkdir(parents=True, exist_ok=True)
    with zonder_log():
        opstelling = Opstelling(werk)
        lijst = [_schrijf(doel, scenario, opname) for scenario, opname in _spelen(opstelling)]
    lijst.append(_schrijf(doel, _DOORSTUREN, _doorgestuurd(opstelling)))
    (doel / LIJST).write_text(json.dumps(lijst, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (doel / KETEN).write_bytes(opstelling.doel.ca.read_bytes())
    (doel / "README.md").write_text(_bladzijde(lijst), encoding="utf-8")


def _spelen(opstelling: Opstelling) -> Iterator[tuple[Scenario, Uitwisseling]]:
    for beurt, scenario in enumerate(SCENARIOS):
        with opstelling.proef(beurt) as (proef, gesprek):
            if scenario.front is not None:
                gesprek.front = scenario.front(opstelling)
            with scenario.rondom(opstelling):
                scenario.speel(proef)
            assert gesprek.laatste is not None
            opname = gesprek.laatste
        yield scenario, opname


_DOORSTUREN = Scenario("OntvangSignalen", GOED, "De verwijsindex stuurt twee signalen door; de partner neemt er een aan.", lambda _: None)


def _doorgestuurd(opstelling: Opstelling) -> Uitwisseling:
    """Both sides of what the index does not do yet: the samples of its contract, signed by who would sign them (besluit 0117)."""
    [operatie] = [o for o in CONTRACTOPERATIES if o.dienst is SIGNAALONTVANGST]
    partner = opstelling.doel.partners[0]
    index = Ondertekenaar(*((opstelling.map / "pki" / f"index.{soort}").read_bytes() for soort in ("key", "pem")))
    ontvanger = Ondertekenaar(partner.sleutel.read_bytes(), partner.certificaat.read_bytes())
    moment, message_id = datetime.now(UTC), f"urn:uuid:{uuid4()}"
    verzoek, antwoord = (_kind(f"{operatie.naam}-{deel}.xml") for deel in ("verzoek", "antwoord"))
    verzoek = verzoek.replace(b"00000099000000000000", INDEX.oin.encode())
    adres = f"https://partner.example{SIGNAALONTVANGST.pad}"
    heen = index.verzoek(verzoek, action=operatie.action, to=adres, message_id=message_id, van=None, nu=moment)
    terug = ontvanger.antwoord(
        antwoord,
        action=operatie.response_action,
        message_id=f"urn:uuid:{uuid4()}",
        relates_to=message_id,
        bevestigt=heen.signature_value,
        nu=moment,
    )
    return Uitwisseling(operatie.action, f'"{operatie.action}"', heen.bytes, terug, 200, moment)


def _kind(naam: str) -> bytes:
    return etree.tostring(etree.fromstring((VOORBEELDEN / naam).read_bytes(), etree.XMLParser(remove_blank_text=True)))


def _schrijf(doel: Path, scenario: Scenario, opname: Uitwisseling) -> dict[str, str | int]:
    for deel, raw in (("verzoek", opname.verzoek), ("antwoord", opname.antwoord)):
        (doel / f"{scenario.naam}-{deel}.xml").write_bytes(raw)
    return {
        "naam": scenario.naam,
        "operatie": scenario.operatie,
        "uitkomst": scenario.uitkomst,
        "wat": scenario.wat,
        "soapaction": opname.soapaction,
        "status": opname.status,
        "moment": opname.moment.isoformat(timespec="seconds"),
    }


def _rij(operatie: str, uitkomst: str, wat: str, naam: str) -> str:
    return f"| {operatie} | {uitkomst} | {wat} | [verzoek]({naam}-verzoek.xml) | [antwoord]({naam}-antwoord.xml) |"


def _bladzijde(lijst: list[dict[str, str | int]]) -> str:
    rijen = "\n".join(_rij(*(str(een[naam]) for naam in ("operatie", "uitkomst", "wat", "naam"))) for een in lijst)
    return f"""# Getekende voorbeelden

Hele berichten, byte voor byte zoals zij over de lijn gingen: envelop, adresheaders, handtekening. Van elke operatie een paar dat lukt, en
van elke foutcode die een bericht kan krijgen een paar dat haar krijgt. Maak ze niet op: elke spatie telt mee in de handtekening.

* Certificaten: `{KETEN}` is de test-CA van deze opname. Elk bericht draagt het certificaat van zijn ondertekenaar. Sleutels zijn er niet.
* Tijd: een handtekening is vers op het moment van de opname. Dat staat in `{LIJST}`, met de SOAPAction en de HTTP-status.
* Personen, nummers en OIN's zijn verzonnen. De verzoeken zijn getekend met libxmlsec1, de antwoorden door de verwijsindex zelf.
* `verwijsindex verklaar ...-verzoek.xml` zegt van een verzoek wat eraan mankeert.

| operatie | uitkomst | wat u ziet | | |
|---|---|---|---|---|
{rijen}

Gemaakt met `python -m tests.voorbeelden`; wijzig niets met de hand. De scenario's staan in `tests/voorbeelden/scenarios.py`.
"""
