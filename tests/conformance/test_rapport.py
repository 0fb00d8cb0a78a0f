"""The report of a run: sealed so that every change shows, covered so that nobody stands in it, and told in three forms."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree
from verwijsindex_conformance.cli import main
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.draaier import Uitslag
from verwijsindex_conformance.geval import Geval
from verwijsindex_conformance.oordeel import Oordeel, zwaarste
from verwijsindex_conformance.opname import Uitwisseling
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verslag.afdekken import LANGSTE, Afdekker
from verwijsindex_conformance.verslag.herkomst import contractsom
from verwijsindex_conformance.verslag.html import als_html
from verwijsindex_conformance.verslag.junit import schrijf_junit
from verwijsindex_conformance.verslag.rapport import RapportOnjuist, als_json, canoniek, uit_json
from verwijsindex_conformance.verslag.regel import regel_bij
from verwijsindex_conformance.verslag.zegel import RapportVeranderd, verbreek, vertrouw_zegels, verzegel

from verwijsindex.domain.regels.conformiteit import lees_rapport
from verwijsindex.security.rapport import keur_zegels
from verwijsindex.security.trust import TrustStore

from .rapporten import NU, OINS, VIJANDIG, Zegelaars, maak_zegelaars, rapport, regel


@pytest.fixture(scope="module")
def zegelaars(tmp_path_factory: pytest.TempPathFactory) -> Zegelaars:
    return maak_zegelaars(tmp_path_factory.mktemp("zegels"))


@pytest.fixture(scope="module")
def trust(zegelaars: Zegelaars) -> TrustStore:
    return TrustStore([zegelaars.ca.read_bytes()], [])


@pytest.fixture(scope="module")
def getekend(zegelaars: Zegelaars) -> bytes:
    return verzegel(als_json(rapport([regel("MELD-001")], ids=["R-001"])), zegelaars.partners)


@pytest.fixture
def bestand(getekend: bytes, tmp_path: Path) -> Path:
    pad = tmp_path / "rapport.json"
    pad.write_bytes(getekend)
    return pad


@pytest.mark.eis("R-182")
def test_what_was_written_is_read_back(getekend: bytes, zegelaars: Zegelaars, trust: TrustStore) -> None:
    """The suite and the index find the same report and the same signers; both trust them by their CA."""
    velden, ondertekenaars = verbreek(getekend)
    vertrouw_zegels(ondertekenaars, zegelaars.ca, NU)
    assert uit_json(velden) == rapport([regel("MELD-001")], ids=["R-001"])
    assert tuple(wie.oin for wie in ondertekenaars) == OINS == keur_zegels(getekend, trust, NU)
    with pytest.raises(ValueError, match="toetst geen partnersysteem"):
        lees_rapport(getekend, OINS[1], OINS, NU)
    van_partner = verzegel(als_json(replace(rapport([regel("PART-001")], ids=["WB001"]), rol="partner")), zegelaars.partners)
    bewijs = lees_rapport(van_partner, OINS[1], keur_zegels(van_partner, trust, NU), NU)
    assert bewijs.gevallen == "1 geslaagd, 0 waarschuwing, 0 niet getoetst"


def _veranderd(ruw: bytes, stap: int) -> Iterator[bytes]:
    """Each byte in turn, or one in so many: one bit over, gone, and doubled."""
    for plek in range(0, len(ruw), stap):
        yield ruw[:plek] + bytes([ruw[plek] ^ 1]) + ruw[plek + 1 :]
        yield ruw[:plek] + ruw[plek + 1 :]
        yield ruw[: plek + 1] + ruw[plek:]


@pytest.mark.eis("R-182")
@pytest.mark.filterwarnings("ignore:Attribute's length:UserWarning")
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")  # a serial number that became negative
@pytest.mark.parametrize("stap", [pytest.param(1, marks=pytest.mark.lang), 31])
def test_no_byte_can_change(getekend: bytes, trust: TrustStore, stap: int) -> None:
    """Whatever happens to any byte of the file, the suite and the index both refuse it."""
    for anders in _veranderd(getekend, stap):
        with pytest.raises((RapportVeranderd, RapportOnjuist)):
            verbreek(anders)
        with pytest.raises(ValueError, match="rapport"):
            keur_zegels(anders, trust, NU)


@pytest.mark.eis("R-182")
def test_no_sly_change(getekend: bytes, zegelaars: Zegelaars, trust: TrustStore) -> None:
    """Another order, other spaces, a key twice, a seal of somebody else, one seal less: none of them is what was signed."""
    velden = json.loads(getekend)
    zegels = velden.pop("zegels")
    slecht = {**velden, "gevallen": {"MELD-001": {**velden["gevallen"]["MELD-001"], "oordeel": "GEZAKT"}}}
    anders = [
        json.dumps({**velden, "zegels": zegels}).encode(),
        json.dumps({**velden, "zegels": zegels}, indent=1).encode() + b"\n",
        canoniek({"zegels": zegels, **velden}),
        getekend.replace(b"{", b'{\n "volledig": true,', 1),
        canoniek({**slecht, "zegels": zegels}),
        canoniek({**velden, "zegels": zegels[::-1]}),
        canoniek({**velden, "zegels": [{**zegels[0], "oin": OINS[1]}, zegels[1]]}),
        canoniek({**velden, "zegels": [{**zegels[0], "certificaat": zegels[1]["certificaat"]}, zegels[1]]}),
        canoniek({**velden, "zegels": [{**zegels[0], "algoritme": "geen"}, zegels[1]]}),
        canoniek({**velden, "zegels": [{**zegels[0], "meer": ""}, zegels[1]]}),
        canoniek({**velden, "zegels": [dict(reversed(zegels[0].items())), zegels[1]]}),
        verzegel(velden, zegelaars.partners[:1]),
    ]
    for ruw in anders:
        with pytest.raises(RapportVeranderd):
            verbreek(ruw)
        with pytest.raises(ValueError, match="rapport"):
            keur_zegels(ruw, trust, NU)


@pytest.mark.eis("R-182")
def test_a_seal_of_strangers(getekend: bytes, zegelaars: Zegelaars, trust: TrustStore, tmp_path: Path) -> None:
    """Sealed well, by certificates that nobody knows or that are over: refused by whoever asks who it was."""
    vreemd = maak_zegelaars(tmp_path)
    onecht = verzegel(als_json(rapport([regel("MELD-001")])), vreemd.partners)
    _, ondertekenaars = verbreek(onecht)
    with pytest.raises(RapportVeranderd, match="niet uitgegeven onder deze CA"):
        vertrouw_zegels(ondertekenaars, zegelaars.ca, NU)
    with pytest.raises(ValueError, match="niet wordt vertrouwd"):
        keur_zegels(onecht, trust, NU)
    with pytest.raises(RapportVeranderd, match="gold toen niet"):
        vertrouw_zegels(verbreek(getekend)[1], zegelaars.ca, NU + timedelta(days=2))
    with pytest.raises(ValueError, match="niet wordt vertrouwd"):
        keur_zegels(getekend, trust, NU + timedelta(days=2))


@pytest.mark.parametrize("ruw", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"zegels": [], "partners": []}', b'{"zegels": [1]}'])
def test_what_never_was_a_report(ruw: bytes, trust: TrustStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is exit code 2 and one sentence, for the suite; and refused by the index."""
    (tmp_path / "r").write_bytes(ruw)
    assert main(["controleer", str(tmp_path / "r")]) == 2
    assert "geen getekend rapport" in capsys.readouterr().err
    with pytest.raises(ValueError, match="rapport"):
        keur_zegels(ruw, trust, NU)


def test_controleer_and_rapport(bestand: Path, zegelaars: Zegelaars, capsys: pytest.CaptureFixture[str]) -> None:
    """Good: who signed it, and whether that was looked at. Changed: exit code 1, and no page is made of it."""
    assert main(["controleer", str(bestand)]) == 0
    assert "is niet nagegaan: geef daarvoor --ca" in capsys.readouterr().out
    assert main(["controleer", str(bestand), "--ca", str(zegelaars.ca)]) == 0
    uit = capsys.readouterr().out
    assert f"getekend door {', '.join(OINS)}." in uit
    assert "is niet nagegaan" not in uit
    assert main(["rapport", str(bestand)]) == 0
    assert "1 gevallen: 1 geslaagd, 0 gezakt" in capsys.readouterr().out
    bladzijde, junit = bestand.with_suffix(".html"), bestand.with_suffix(".xml")
    bestand.write_bytes(bestand.read_bytes().replace(b"GESLAAGD", b"GEZAKT"))
    assert main(["rapport", str(bestand), "--html", str(bladzijde), "--junit", str(junit)]) == 1
    assert "het rapport is veranderd" in capsys.readouterr().err
    assert not bladzijde.exists()
    assert not junit.exists()


def test_html_and_junit_are_made_of_the_report(bestand: Path) -> None:
    """Both files from one command."""
    bladzijde, junit = bestand.with_suffix(".html"), bestand.with_suffix(".xml")
    assert main(["rapport", str(bestand), "--html", str(bladzijde), "--junit", str(junit)]) == 0
    assert "Geslaagd: niets gezakt" in bladzijde.read_text(encoding="utf-8")
    [suite] = etree.parse(junit).getroot()
    assert suite.get("tests") == "1"


def test_nothing_in_a_report_becomes_markup() -> None:
    """Whatever a target answers, the page shows it as text."""
    boos = regel("MELD-001", Oordeel.GEZAKT, titel=VIJANDIG, verwacht=VIJANDIG, gekregen=VIJANDIG)
    bladzijde = als_html(rapport([boos])).decode()
    assert "<script" not in bladzijde
    assert bladzijde.count("&lt;script&gt;") >= 4


def test_the_page_tells_what_matters_first() -> None:
    """The verdict, what failed with a link to it, each case once in full, and what was never tested with its reason."""
    regels = [
        regel("MELD-001", eisen=("R-001", "WB001")),
        regel("MELD-002", Oordeel.GEZAKT, verwacht="een ding", gekregen="een ander"),
        regel("MELD-003", Oordeel.ONBESLIST, reden="bezet"),
    ]
    bladzijde = als_html(rapport(regels)).decode()
    assert "Niet geslaagd: 1 gezakt en 1 onbeslist." in bladzijde
    for id in ("MELD-001", "MELD-002", "MELD-003"):
        assert bladzijde.count(f'id="geval-{id}"') == 1
    assert '<a href="#geval-MELD-002">' in bladzijde
    assert "Jeugdwet en Besluit Jeugdwet, Jeugdwet 7.1.1.2, moet" in bladzijde
    assert "inrichting door de beheerder" in bladzijde
    for woord in ("een ding", "een ander", "bezet", "geen enkel"):
        assert (woord in bladzijde) is (woord != "geen enkel")


def test_several_verdicts_about_one_thing() -> None:
    """The worst counts; a case that was passed over hides no case that passed."""
    assert zwaarste([Oordeel.GESLAAGD, Oordeel.WAARSCHUWING, Oordeel.GEZAKT]) is Oordeel.GEZAKT
    assert zwaarste([Oordeel.NIET_AANGEBODEN, Oordeel.OVERGESLAGEN, Oordeel.GESLAAGD]) is Oordeel.GESLAAGD
    assert zwaarste([]) is None


def test_every_cluster_has_a_name() -> None:
    """The ten of the suite."""
    assert [cluster.value for cluster in Cluster] == [
        "verbinding", "melden", "intrekken", "signalen", "historie", "verhuizing", "rechten", "regie", "beveiliging", "robuustheid",
    ]  # fmt: skip


def test_the_sum_of_the_contract() -> None:
    """One line, the same every time; another contract would have another."""
    assert contractsom() == contractsom()
    assert len(contractsom()) == len("sha256:") + 64


def test_signs_that_no_file_can_hold(zegelaars: Zegelaars, tmp_path: Path) -> None:
    """Whatever a target puts in a header or a text, the report, the page and the JUnit XML can be written."""
    kaal = Geval("MELD-001", "een proef", ("R-001",), "Niets.", "Iets.", _niets)
    gewisseld = (Uitwisseling("GET", "/\x02", b"", 500, b"\xff"),)
    boos = regel_bij(Uitslag(kaal, Oordeel.GEZAKT, "iets", "text/\x01\ud800\uffff x", berichten=gewisseld))
    assert boos.gekregen == "text/\ufffd\ufffd\ufffd x"
    vol = rapport([boos])
    verzegel(als_json(vol), zegelaars.partners)
    als_html(vol)
    schrijf_junit(tmp_path / "u.xml", [boos])


def _niets(p: Proef) -> None:
    """A case that does nothing."""


_niets.__module__ = "verwijsindex_conformance.gevallen.melden.proef"
BSN = "900000012"
BERICHTEN = [
    f"<a><bsn>{BSN}</bsn></a>",
    f'<t:a xmlns:t="urn:t"><t:bsn>{BSN[:4]}<!-- x -->{BSN[4:]}</t:bsn></t:a>',
    f"<a><bsn>{BSN}",
    f"<a><bsn>{''.join(f'&#{ord(teken)};' for teken in BSN)}</bsn>",
    f"<a><bsn>{''.join(f'&#{ord(teken)};' for teken in BSN)}</bsn></a>",
    f"<a><bsn><![CDATA[{BSN}]]></bsn></a>",
    f'<!DOCTYPE a [<!ENTITY b "{BSN}">]><a><bsn>&b;</bsn></a>',
    f"<a><kenmerk>kind {BSN}.</kenmerk></a>",
    f'<a b="{BSN}"/>',
    f"geen xml {BSN}",
]


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("bericht", BERICHTEN)
def test_no_number_of_a_person(bericht: str) -> None:
    """However a number stands in a message, the report does not have it."""
    afgedekt = Afdekker().bericht(bericht.encode())
    assert BSN not in afgedekt
    assert "&#5" not in afgedekt
    assert BSN not in "".join(teken for teken in afgedekt if teken.isdigit())


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("codering", ["utf-16", "utf-16-le", "utf-32"])
def test_bytes_that_are_no_text(codering: str) -> None:
    """Are counted and left out."""
    assert "geen leesbare tekst" in Afdekker().bericht(BERICHTEN[0].encode(codering))


@pytest.mark.eis("R-171")
def test_names_keys_and_digests_go_and_numbers_keep_their_names() -> None:
    """Names and contact data, signature, digest and certificate are covered; one number bears one name through a whole case."""
    afdekker = Afdekker()
    bericht = (
        "<a><geslachtsnaam>Jansen</geslachtsnaam><contact><naam>Piet</naam><telefoon>0101234567</telefoon></contact>"
        f"<DigestValue>abc=</DigestValue><SignatureValue>def=</SignatureValue><BinarySecurityToken>ghi=</BinarySecurityToken><bsn>{BSN}</bsn></a>"
    )
    for tekst in (afdekker.bericht(bericht.encode()), afdekker.bericht(f"{bericht}<".encode())):
        assert not [woord for woord in ("Jansen", "Piet", "0101234567", "abc=", "def=", "ghi=") if woord in tekst]
    een = afdekker.uitwisseling(Uitwisseling("POST", f"/x?{BSN}", f"<a>{BSN}</a>".encode(), None, b""))
    assert (een["pad"], een["status"], een["antwoord"]) == ("/x?[bsn 1]", None, "")
    assert "[bsn 1]" in str(een["verzoek"])
    assert "[bsn 2]" in afdekker.tekst("900000024")
    assert len(afdekker.bericht(b"x" * 1_000_000)) < LANGSTE + 100
