"""Messages that grow: entities, depth, numbers, lengths. They are refused, and soon."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, vind
from verwijsindex_conformance.bericht.handtekening import SIGNED_INFO, transformaties
from verwijsindex_conformance.bericht.vorm import in_inhoud, met_dtd, vervang
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import DS, EXC_C14N
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import TeLaat

SECONDEN = 5


@contextmanager
def _vlug(p: Proef, naam: str) -> Iterator[None]:
    """One variant, whose answer must not take long."""
    begin, op_tijd = monotonic(), f"een antwoord binnen {SECONDEN} seconden"
    with p.variant(naam):
        try:
            yield
        except TeLaat:
            raise Gezakt(op_tijd, "geen antwoord") from None
        eis(monotonic() - begin < SECONDEN, op_tijd, "een later antwoord")


@geval(
    "PROF-118",
    "Entiteiten die groeien",
    eisen=("R-151", "R-159", "AANVAL-30"),
    tweeling="PROF-001",
    gedaan="Stuurt berichten met een DTD waarvan de entiteiten uitgroeien tot een miljard tekens, kwadratisch groeien, of in een "
    "kring naar elkaar verwijzen.",
    verwacht="Elke keer binnen vijf seconden een fout DK0001; de fout hoeft niet getekend te zijn.",
)
def bommen(p: Proef) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    vormen = {
        "een miljard": met_dtd(f'[<!ENTITY l0 "lol">{lol}]', b"&l9;"),
        "kwadratisch": met_dtd(f'[<!ENTITY a "{"a" * 50_000}">]', b"&a;" * 10_000),
        "in een kring": met_dtd('[<!ENTITY a "&b;"><!ENTITY b "&a;">]', b"&a;"),
    }
    for naam, verander in vormen.items():
        with _vlug(p, naam):
            p.weiger("DK0001", mag_ongetekend=True, op_bytes=verander)


@geval(
    "PROF-119",
    "Een bericht dat in een richting te groot is",
    eisen=("R-159", "AANVAL-31"),
    tweeling="PROF-107",
    gedaan="Stuurt berichten van minder dan een megabyte met tienduizend elementen in elkaar, honderdduizend elementen, 25.000 "
    "attributen of 5.000 naamruimten op een element, een naam van honderdduizend tekens, en een attribuut van 900.000 "
    "tekens.",
    verwacht="Elke keer binnen vijf seconden een fout DK0001; de fout hoeft niet getekend te zijn.",
)
def te_groot_in_een_richting(p: Proef) -> None:
    attributen = " ".join(f'a{n}="1"' for n in range(25_000))
    naamruimten = " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(5_000))
    vormen = {
        "diepte": "<a>" * 10_000 + "</a>" * 10_000,
        "elementen": "<a/>" * 100_000,
        "attributen": f"<a {attributen}/>",
        "naamruimten": f"<a {naamruimten}/>",
        "naam": f"<{'a' * 100_000}/>",
        "attribuut": f'<a a="{"a" * 900_000}"/>',
    }
    for naam, stuk in vormen.items():
        with _vlug(p, naam):
            p.weiger("DK0001", mag_ongetekend=True, op_bytes=in_inhoud(stuk.encode()))


@geval(
    "PROF-057",
    "Een handtekening die duur is om te controleren",
    eisen=("R-155", "R-159", "AANVAL-32"),
    tweeling="PROF-017",
    gedaan="Stuurt goed getekende verzoeken met duizend verwijzingen, duizend transformaties of een lijst van duizend prefixen, "
    "en een met een relatieve naamruimte.",
    verwacht="Elke keer binnen vijf seconden een fout VIR-S01, VIR-S02 of DK0001.",
)
def duur_te_controleren(p: Proef) -> None:
    codes = ("VIR-S01", "VIR-S02", "DK0001")
    in_handtekening: dict[str, Verandering] = {
        "duizend verwijzingen": _duizend_verwijzingen,
        "duizend transformaties": transformaties(*[EXC_C14N] * 1000),
        "duizend prefixen": _duizend_prefixen,
    }
    for naam, verander in in_handtekening.items():
        with _vlug(p, naam):
            p.weiger(*codes, mag_ongetekend=True, in_handtekening=verander)
    with _vlug(p, "relatieve naamruimte"):
        p.weiger(*codes, mag_ongetekend=True, op_bytes=vervang(b"<ControleerVerbinding ", b'<ControleerVerbinding xmlns:r="../x" r:a="1" '))


def _duizend_verwijzingen(handtekening: etree._Element) -> None:
    info = vind(handtekening, SIGNED_INFO)
    info.extend([etree.fromstring(etree.tostring(info[-1], with_tail=False)) for _ in range(1000)])


def _duizend_prefixen(handtekening: etree._Element) -> None:
    for transform in handtekening.iter(f"{{{DS}}}Transform"):
        lijst = " ".join(f"p{n}" for n in range(1000))
        etree.SubElement(transform, f"{{{EXC_C14N}}}InclusiveNamespaces", {"PrefixList": lijst})
