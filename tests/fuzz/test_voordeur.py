"""Properties of the whole front, for requests that Hypothesis makes up: whatever is sent, every reply says why, and costs what it may."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verwijsindex.client.exchange import POLICY
from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.security.reply import AntwoordOntvanger, GeverifieerdAntwoord, NietVertrouwd
from verwijsindex.security.trust import TrustStore, splits_keten

from ..differentieel.verbouwingen import VERBOUWINGEN
from ..integration.koppelvlak import verzoeken
from ..integration.koppelvlak.wie import GGD
from .proefdeur import Gekregen, Proefdeur, bouw_wereld, proefdeur
from .verbouwer import PAST_NIET, Verbouwer
from .zaaigoed import zaaigoed

KOPPEN = ["Content-Type", "SOAPAction", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Expect", "X-SSL-Client-Cert"]
WAARDEN = ["", "0", "-1", "1, 1", "chunked", "gzip", "text/xml", "text/xml; charset=utf-7", "100-continue"]
RUSTIG = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""The cost is judged by the door itself, in time of the processor."""


@dataclass(frozen=True)
class Proef:
    """The door, a signed request of every operation, and what changes them."""

    deur: Proefdeur
    zaden: list[bytes]
    verbouwer: Verbouwer
    moment: datetime

    def gesprek(self) -> tuple[Callable[[bytes], GeverifieerdAntwoord], bytes]:
        """A client that asked something, as it reads what comes back; and what came back."""
        index = self.deur.index
        bericht, message_id = index.teken(GGD, "ControleerVerbinding", verzoeken.controleer(GGD), nu=self.moment)
        antwoord = index.post(bericht.bytes, verzoeken.pad("ControleerVerbinding"))
        trust = TrustStore(*splits_keten(index.instellingen.vertrouwd.read_bytes()))
        client = AntwoordOntvanger(policy=POLICY, trust=trust, klok=lambda: self.moment, server_oin=INDEX.oin)
        return partial(client.ontvang, message_id=message_id, signature_value=bericht.signature_value), antwoord.body

    def klop(self, data: bytes) -> tuple[Gekregen, ...]:
        """Raises what escapes, and Onverwacht."""
        return self.deur.klop(data[0], data[1:]).gekregen if data else ()


@pytest.fixture(scope="module")
def proef(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proef]:
    wereld = tmp_path_factory.mktemp("wereld")
    moment = bouw_wereld(wereld)
    with proefdeur(wereld, tmp_path_factory.mktemp("werk")) as deur:
        yield Proef(deur, list(zaaigoed(deur.index, moment)), Verbouwer(deur.index.pki, _muteer), moment)


@pytest.mark.lang
@pytest.mark.eis("R-155", "R-170", "R-171")
def test_wat_echt_is_komt_erdoor(proef: Proef) -> None:
    """The requests that everything starts from are answered by the operation or a rule, or by the page that was asked for."""
    for zaad in proef.zaden:
        [eerste, *_] = proef.klop(zaad)
        assert eerste.voorbij_de_poort or eerste.status in (404, 415), eerste.code


@pytest.mark.lang
@pytest.mark.eis("R-159", "R-170")
@given(data=st.binary(min_size=1, max_size=4000))
@RUSTIG
def test_onzin(proef: Proef, data: bytes) -> None:
    """Any bytes at all."""
    proef.klop(data)


@pytest.mark.lang
@pytest.mark.eis("R-151", "R-159", "R-170")
@given(
    nummer=st.integers(0, 99),
    methode=st.sampled_from(["POST", "GET", "HEAD", "PUT", "OPTIONS", "post", "PO ST"]),
    koppen=st.lists(
        st.tuples(
            st.sampled_from(KOPPEN),
            st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40) | st.sampled_from(WAARDEN),
        ),
        max_size=4,
    ),
    body=st.binary(max_size=300) | st.none(),
)
@RUSTIG
def test_elke_kop(proef: Proef, nummer: int, methode: str, koppen: list[tuple[str, str]], body: bytes | None) -> None:
    """A real message, or none, below any head."""
    zaad = proef.zaden[nummer % len(proef.zaden)]
    kop, _, echt = zaad.partition(b"\r\n\r\n")
    regels = kop[1:].split(b"\r\n")
    regels[0] = regels[0].replace(b"POST", methode.encode(), 1)
    extra = [f"{naam}: {waarde}".encode("latin-1") for naam, waarde in koppen]
    proef.klop(zaad[:1] + b"\r\n".join([*regels, *extra]) + b"\r\n\r\n" + (echt if body is None else body))


@pytest.mark.lang
@pytest.mark.eis("R-155", "R-159", "R-170", "WB013")
@given(nummer=st.integers(0, 99), zaden=st.lists(st.integers(0, 2**32), min_size=1, max_size=4))
@RUSTIG
def test_elke_verbouwing(proef: Proef, nummer: int, zaden: list[int]) -> None:
    """A real message, changed some times over, and often signed anew by its own partner."""
    data = proef.zaden[nummer % len(proef.zaden)]
    for zaad in zaden:
        data = proef.verbouwer(data, 300_000, zaad) or data
    proef.klop(data)


@pytest.mark.lang
@pytest.mark.eis("WB013", "WB014")
def test_elk_antwoord(proef: Proef) -> None:
    """The other way: of a reply that was changed the client says that it does not trust it, or reads what the server signed."""
    lees, antwoord = proef.gesprek()
    getekend = lees(antwoord).body

    @given(zaden=st.lists(st.integers(0, 2**32), min_size=1, max_size=3), bytes_=st.booleans())
    @RUSTIG
    def verander(zaden: list[int], bytes_: bool) -> None:
        raw = antwoord
        for zaad in zaden:
            with suppress(*PAST_NIET):
                raw = _muteer(raw, 100_000) if bytes_ else Random(zaad).choice(VERBOUWINGEN)(Random(zaad), raw)
        with suppress(NietVertrouwd):
            assert lees(raw).body == getekend

    verander()


def _muteer(data: bytes, hoogstens: int) -> bytes:
    """One byte another, or some in or out: what libFuzzer does when it is there."""
    rng = Random(data)
    plek = rng.randrange(len(data) + 1)
    return (data[:plek] + rng.randbytes(rng.choice((0, 1, 4))) + data[plek + rng.choice((0, 1, 4)) :])[:hoogstens]
