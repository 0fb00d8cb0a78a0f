"""Everything that can be put before our verifier and its weakened copies: the attacks, and what takes more than one message."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verwijsindex.contract.namespaces import EXC_C14N, WSA_ANONYMOUS
from verwijsindex.security.policy import STRIKT, DigestAlgoritme, HandtekeningAlgoritme, Limieten, Policy
from verwijsindex.security.refusals import Afwijzing, OngeldigCertificaat
from verwijsindex.security.reply import OngeldigAntwoord
from verwijsindex.security.trust import TrustStore

from ..unit.security import pki
from ..unit.security.berichten import Ref, epr, feiten, kop, ontvanger, token
from . import partijen
from .aanval import GOED, RAW
from .aanvallen import alle
from .ondertekenaars import getekende
from .oordelen import ontvang_antwoord

DAG = timedelta(days=1)


@dataclass(frozen=True)
class Geval:
    """Messages for one receiver; the verdict is that on the last. `trust` is called anew for every verdict."""

    naam: str
    raw: bytes
    antwoord: bool = False
    nu: datetime = pki.NU
    eerder: Sequence[tuple[bytes, datetime]] = ()
    trust: Callable[[], TrustStore] = partijen.truststore
    policy: Policy = STRIKT


@dataclass(frozen=True)
class Oordeel:
    """What came of it. `reden` is for the log and tells which rule spoke; it is not part of the verdict."""

    code: str
    body: bytes | None = None
    reden: str = field(default="", compare=False)


def oordeel(geval: Geval) -> Oordeel:
    """Hand all messages of a case to one new receiver. What is no refusal is told by the name of its class."""
    try:
        return Oordeel("", _ontvang(geval))
    except Afwijzing as fout:
        return Oordeel(fout.code, reden=fout.reden)
    except OngeldigAntwoord as fout:
        return Oordeel(fout.afwijzing.code, reden=fout.afwijzing.reden)
    except Exception as fout:  # a copy without its rule may fall over what comes after
        return Oordeel(type(fout).__name__)


def _ontvang(geval: Geval) -> bytes:
    momenten = iter([*(nu for _, nu in geval.eerder), geval.nu])
    if geval.antwoord:
        return ontvang_antwoord(geval.raw, geval.trust(), lambda: next(momenten))
    eindpunt = ontvanger(policy=geval.policy, klok=lambda: next(momenten), trust=geval.trust())
    for raw, _ in geval.eerder:
        with suppress(Afwijzing):
            eindpunt.ontvang(raw, feiten(raw))
    return eindpunt.ontvang(geval.raw, feiten(geval.raw)).body


@cache
def alle_gevallen() -> tuple[tuple[Geval, Oordeel], ...]:
    """Return every case with the verdict of the receiver as it is."""
    getekend = [Geval(bericht.naam, bericht.raw, bericht.antwoord) for bericht in getekende()]
    aanvallen = [Geval(f"{aanval.geval} {aanval.naam}", aanval.raw, aanval.antwoord) for aanval in alle()]
    gevallen = [Geval("goed", RAW), *getekend, *aanvallen, *_herhalingen(), *_grenzen(), *_certificaten(), *_ketens()]
    return tuple((geval, oordeel(geval)) for geval in gevallen)


def _herhalingen() -> Iterator[Geval]:
    """Cases 21, 22 and 24: the same message, the same MessageID; and a broken one first, which burns nothing."""
    eerst = [(RAW, pki.NU)]
    yield Geval("21 nog eens", RAW, eerder=eerst)
    yield Geval("22 zelfde MessageID, andere inhoud", GOED.met(inhoud=GOED.inhoud.replace("900000001", "900000012")).bouw(), eerder=eerst)
    vervalst = RAW.replace(b"900000001", b"900000012")
    yield Geval("24 eerst vervalst, dan echt", RAW, eerder=[(vervalst, pki.NU)])


def _grenzen() -> Iterator[Geval]:
    """One more, and one less, than is allowed."""
    wel = GOED.met_header("RelatesTo", kop("RelatesTo", "urn:x:1")).met_header("FaultTo", epr("FaultTo", WSA_ANONYMOUS))
    yield Geval("alle koppen", wel.bouw())
    for grens in (7, 8):
        yield Geval(f"hooguit {grens} verwijzingen", RAW, policy=Policy(limieten=Limieten(verwijzingen_max=grens)))
    for grens in (8, 9):
        yield Geval(f"ten minste {grens} verwijzingen", RAW, policy=Policy(limieten=Limieten(verwijzingen_min=grens)))
    yield Geval("alleen SHA-512 voor handtekeningen", RAW, policy=Policy(handtekeningen=(HandtekeningAlgoritme.RSA_SHA512,)))
    yield Geval("alleen SHA-512 voor digests", RAW, policy=Policy(digests=(DigestAlgoritme.SHA512,)))
    yield Geval("token van precies de grens", GOED.met(token=token(GOED.partij, inhoud="A" * 16 * 1024)).bouw())
    lijst = f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="soap  wsa "/>'
    transforms = f'<ds:Transforms><ds:Transform Algorithm="{EXC_C14N}">{lijst}</ds:Transform></ds:Transforms>'
    refs = (*GOED.alle_refs()[:-1], Ref("body", transforms=transforms, prefixen=("soap", "wsa")))
    yield Geval("twee spaties tussen prefixen", GOED.met(refs=refs).bouw())
    c14n = f'<ds:CanonicalizationMethod Algorithm="{EXC_C14N}">{lijst}</ds:CanonicalizationMethod>'
    yield Geval("PrefixList op SignedInfo", GOED.met(c14n=c14n, c14n_prefixen=("soap", "wsa")).bouw())


def _certificaten() -> Iterator[Geval]:
    """Cases 16, 18 and 19: everything that can be wrong with the certificate of a signer, signed by its key."""
    sleutel = partijen.sleutel("partner")
    for naam, knoppen in (
        ("RSA-3072", {"sleutel": partijen.sleutel("groot")}),
        ("RSA-2048", {}),
        ("RSA-1024", {"sleutel": pki.sleutel("klein", 1024)}),
        ("nog niet geldig", {"vanaf": pki.NU + DAG}),
        ("verlopen", {"tot": pki.NU - DAG}),
        ("zonder digitalSignature", {"gebruik": pki.gebruik(tekenen=False)}),
        ("zonder KeyUsage", {"gebruik": None}),
        ("zonder BasicConstraints", {"ca": None}),
        ("zelf een CA", {"ca": True, "gebruik": pki.gebruik(uitgeven=True)}),
        ("SHA-224", {"hash": hashes.SHA224()}),
        ("twee OINs", {"serienummers": (pki.PARTNER_OIN, pki.ANDERE_OIN)}),
        ("19 tekens", {"serienummers": (pki.PARTNER_OIN[:-1],)}),
        ("21 tekens", {"serienummers": (pki.PARTNER_OIN + "0",)}),
    ):
        yield Geval(f"certificaat {naam}", GOED.met(partij=partijen.partij(nummer=30, **knoppen)).bouw())
    for soort, andere in (("elliptische", pki.ec_sleutel("ec")), ("Ed25519-", Ed25519PrivateKey.generate())):
        certificaat = pki.geef_uit(pki.Recept(sleutel=andere, nummer=31), partijen.uitgever())
        yield Geval(f"certificaat met een {soort}sleutel", GOED.met(partij=pki.Partij(certificaat, sleutel)).bouw())


class _Intrekking:
    """A revocation check that changes its mind after the first chain."""

    def __init__(self, goed: int) -> None:
        self._nog = goed

    def controleer(self, keten: Sequence[x509.Certificate], nu: datetime) -> None:
        self._nog -= 1
        if self._nog < 0 or len(keten) != 3:
            raise OngeldigCertificaat("ingetrokken")


def _ketens() -> Iterator[Geval]:
    """Chains: the issuer, the cache, revocation, production."""
    for naam, knoppen in (
        ("gewoon", {}),
        ("verlopen", {"tot": pki.NU - DAG}),
        ("zonder keyCertSign", {"gebruik": pki.gebruik(uitgeven=False)}),
        ("zonder KeyUsage", {"gebruik": None}),
        ("geen CA", {"ca": False}),
        ("geen CA, mag wel uitgeven", {"ca": False, "gebruik": pki.gebruik(tekenen=False, uitgeven=True)}),
        ("SHA-224", {"hash": hashes.SHA224()}),
    ):
        ca = pki.maak_ca("Vaste Uitgever", partijen.root(), **({"sleutel": partijen.sleutel("uitgever"), "nummer": 40} | knoppen))
        partij = pki.Partij(pki.geef_uit(pki.Recept(sleutel=partijen.sleutel("partner"), nummer=41), ca), partijen.sleutel("partner"))
        yield Geval(f"uitgever {naam}", GOED.met(partij=partij).bouw(), trust=lambda ca=ca: partijen.truststore(intermediates=[ca]))
    yield Geval("uitgever niet geconfigureerd", RAW, trust=lambda: partijen.truststore(intermediates=[]))
    yield Geval("test-OIN in productie", RAW, trust=lambda: partijen.truststore(weiger_test_oin=True))
    echt = partijen.partij(nummer=42, serienummers=("00000003123456780000",))
    yield Geval("echte OIN in productie", GOED.met(partij=echt).bouw(), trust=lambda: partijen.truststore(weiger_test_oin=True))
    yield Geval("ingetrokken", RAW, trust=lambda: partijen.truststore(intrekking=_Intrekking(0)))
    tweede = GOED.met_header("MessageID", kop("MessageID", "urn:uuid:2")).bouw()
    yield Geval(
        "ingetrokken na het eerste bericht", tweede, eerder=[(RAW, pki.NU)], trust=lambda: partijen.truststore(intrekking=_Intrekking(1))
    )
    kort = partijen.partij(nummer=43, tot=pki.NU + timedelta(seconds=30))
    eerste = GOED.met(partij=kort).bouw()
    later = GOED.met(partij=kort).met_header("MessageID", kop("MessageID", "urn:uuid:2")).bouw()
    yield Geval("verlopen na het eerste bericht", later, eerder=[(eerste, pki.NU)], nu=pki.NU + timedelta(seconds=31))
