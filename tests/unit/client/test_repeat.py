"""What is repeated, how often, and what stays the same meanwhile (koppelvlak.md 5, keuzes.md 1)."""

from datetime import timedelta

import pytest

from verwijsindex.client import NietVertrouwd, Onbereikbaar, Weigering
from verwijsindex.client.repeat import Herhaling

from .server import MELDING_ID, Antwoord, fout, goed, kopfout, nu


def hangt_op(verzoek):
    """The request arrived; the connection ends without an answer."""
    return None


def storing(verzoek):
    """Something between us and the index answers."""
    return Antwoord(b"<html>502</html>", status=502, soort="text/html")


VOORBIJGAAND = {
    "no answer": hangt_op,
    "half an answer": lambda v: Antwoord(b"<soap", lengte=1000),
    "HTTP 502": storing,
    "HTTP 429": lambda v: Antwoord(status=429, soort=None),
    "soap:Server": kopfout("DK0051 De dienst is niet beschikbaar. [incident 0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11]"),
    "rate limit": kopfout("VIR-150 Te veel berichten."),
    "register unreachable": fout("VIR-190", herhaalbaar=True),
    "says it is repeatable": fout("VIR-999", herhaalbaar=True),
    "DK0051 by name": fout("DK0051", faultcode="soap:Client"),
}
BLIJVEND = {
    "rule": fout("VIR-110"),
    "schema": fout("DK0004"),
    "header": kopfout("DK0002 De verzender is niet bevoegd.", faultcode="soap:Client"),
}


@pytest.mark.eis("R-158")
@pytest.mark.parametrize("gedrag", VOORBIJGAAND.values(), ids=VOORBIJGAAND.keys())
def test_a_passing_failure_is_repeated_with_the_same_business_key(index, server, gewacht, gedrag):
    """Two failures, then success: three messages, each its own MessageID and signature, all with one and the same key."""
    server.gedrag = [gedrag, gedrag, goed]
    melding = index.meld_jeugdige(bsn="999990019")
    assert [melding.partner_melding_id] * 3 == [verzoek.veld("partnerMeldingId") for verzoek in server.ontvangen]
    assert len({verzoek.bericht.message_id for verzoek in server.ontvangen}) == 3
    assert len({verzoek.bericht.signature_value for verzoek in server.ontvangen}) == 3
    assert server.afwijzingen == []
    assert gewacht == [1, 2]


@pytest.mark.eis("R-158")
def test_every_mutation_keeps_its_key(index, server):
    """partnerVerzoekId too is made once, not once per message."""
    server.gedrag = [hangt_op, goed]
    index.verwijder_melding(MELDING_ID, "NIET_TERECHT")
    sleutels = [verzoek.veld("partnerVerzoekId") for verzoek in server.ontvangen]
    assert (len(sleutels), len(set(sleutels))) == (2, 1)


@pytest.mark.parametrize("gedrag", BLIJVEND.values(), ids=BLIJVEND.keys())
def test_a_refusal_is_final(index, server, gewacht, gedrag):
    """What will be refused again is not asked again."""
    server.gedrag = [gedrag, goed]
    with pytest.raises(Weigering):
        index.meld_jeugdige(bsn="999990019")
    assert (len(server.ontvangen), gewacht) == (1, [])


def test_it_stops_after_the_last_attempt(index, server, gewacht):
    """Four attempts by default, then the error of the last one, with the key under which to go on later."""
    server.gedrag = [storing]
    with pytest.raises(Onbereikbaar) as gevangen:
        index.meld_jeugdige(bsn="999990019", partner_melding_id="mijn-1")
    assert (len(server.ontvangen), gewacht, gevangen.value.zakelijke_sleutel) == (4, [1, 2, 4], "mijn-1")


@pytest.mark.parametrize(("pogingen", "wachten"), [(1, []), (2, [1]), (11, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300])])
def test_attempts_are_configurable_and_pauses_capped(maak_index, server, gewacht, pogingen, wachten):
    """1, 2, 4 ... and never more than 300 seconds."""
    server.gedrag = [storing]
    with pytest.raises(Onbereikbaar):
        maak_index(pogingen=pogingen).controleer_verbinding()
    assert (pogingen, wachten) == (len(server.ontvangen), gewacht)


def test_no_attempt_is_no_configuration():
    """A client that never asks is a mistake."""
    with pytest.raises(ValueError, match="ten minste 1"):
        Herhaling(pogingen=0)


def test_reads_are_repeated(index, server, gewacht):
    """A question without effect may always be asked again."""
    server.gedrag = [hangt_op, goed]
    assert index.haal_signalen_op().signalen[0].volgnummer == 7
    assert (len(server.ontvangen), gewacht) == (2, [1])


def test_another_error_ends_the_repetition(index, server, gewacht):
    """After a passing failure a reply that cannot be trusted is still the end."""
    server.gedrag = [hangt_op, lambda v: Antwoord(v.getekend(v.goed(), bevestigt=None)), goed]
    with pytest.raises(NietVertrouwd):
        index.controleer_verbinding()
    assert (len(server.ontvangen), gewacht) == (2, [1])


def test_the_timestamp_is_that_of_each_attempt(maak_index, server):
    """A message that is sent again after a long wait is signed again, at that time."""
    verschoven = [timedelta(0)]

    def wacht(seconden):
        verschoven[0] += timedelta(seconds=30)

    server.gedrag = [hangt_op, goed]
    maak_index(wacht=wacht, klok=lambda: nu() + verschoven[0]).controleer_verbinding()
    eerste, tweede = [verzoek.bericht.created for verzoek in server.ontvangen]
    assert tweede - eerste >= timedelta(seconds=30)
