"""Letters of a college: what they say, and that a reader gets them whole, as HTML and as PDF (AVG 12(1), 15; R-134, R-136)."""

import ctypes
import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import html as lxml_html

from verwijsindex.brieven.brief import Brief, Feiten, Kop, Tabel
from verwijsindex.brieven.html import als_html
from verwijsindex.brieven.inzage import inzagebrief
from verwijsindex.brieven.pdf import als_pdf
from verwijsindex.brieven.verloop import NogGeenBesluit, ToelichtingOntbreekt, besluitbrief, ontvangstbrief, verlengingsbrief
from verwijsindex.domain.instantie import Contactgegevens
from verwijsindex.domain.inzage import Inzage, Professional, Verstrekt
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.domain.verzoek import Beslissing, Besluit, Verzoeker, VerzoekSoort

from .kijker import bekijk, buiten_de_marge, druk_af, inkt, tekst
from .voorbeelden import ARTS, DAG, NU, beslist, hoofd, lege_inzage, melding, verlengd, verzoek, volle_inzage

TOELICHTING: Final = "Wij hebben van één organisatie nog geen advies.\n\nZonder dat advies kunnen wij niet\nzorgvuldig beslissen."
MARGE: Final = 36
"""Half an inch, in points."""
LANG: Final = Professional(
    Contactgegevens("x" * 200, "y" * 100, "z" * 200, "1" * 20, "a" * 64 + "@" + "b" * 180 + ".nl"),
    "Q" * 200,
)
VIJANDIG: Final = Professional(
    Contactgegevens("<script>alert(1)</script>", '#eval("1") *vet* $x$ \\u{41}', "</td><img src=x>", None, "a&b;@x.example"), "Ö & <b>"
)


def met_een(melder: Professional) -> Inzage:
    """An Inzage in which this professional reported and was told."""
    verteld = (Verstrekt(SignaalSoort.ZELFDE_JEUGDIGE, melder, NU, NU), Verstrekt(None, melder, NU, NU))
    return replace(volle_inzage(), meldingen=(melding(1, melder, coordinator=melder, verstrekt=verteld),))


BRIEVEN: Final = {
    "inzage": inzagebrief(verzoek(), volle_inzage(), hoofd()),
    "inzage-leeg": inzagebrief(verzoek(verzoeker=Verzoeker.JEUGDIGE), lege_inzage(), hoofd()),
    "inzage-lang": inzagebrief(verzoek(), met_een(LANG), hoofd()),
    "inzage-vijandig": inzagebrief(verzoek(), met_een(VIJANDIG), hoofd()),
    "ontvangst": ontvangstbrief(verzoek(VerzoekSoort.BEZWAAR), hoofd()),
    "verlenging": verlengingsbrief(verlengd(), hoofd(TOELICHTING)),
    "toegewezen": besluitbrief(beslist(VerzoekSoort.WISSING, Besluit.TOEGEWEZEN), hoofd()),
    "afgewezen": besluitbrief(beslist(VerzoekSoort.BEZWAAR, Besluit.AFGEWEZEN, Verzoeker.GEZAMENLIJK), hoofd(TOELICHTING)),
}
"""One of every kind, with the most and the least that it can say."""

alle_brieven = pytest.mark.parametrize("naam", BRIEVEN)


def koppen(brief: Brief) -> list[str]:
    """The headings, those of the second kind indented."""
    return [("  " if deel.niveau == 3 else "") + deel.tekst for deel in brief.delen if isinstance(deel, Kop)]


def teksten(brief: Brief) -> list[str]:
    """Everything that a letter says, piece by piece, as its HTML has it."""
    boom = lxml_html.fromstring(als_html(brief))
    for stijl in boom.findall(".//style"):
        stijl.drop_tree()
    return [" ".join(stuk.split()) for stuk in boom.find("body").itertext() if stuk.strip()]


@pytest.mark.eis("R-134")
def test_the_letter_of_inzage_says_everything_in_this_order() -> None:
    """What the index is, who reported, who was told, who looked, how long, what else one can ask, and where to disagree."""
    assert koppen(BRIEVEN["inzage"]) == [
        "Wat is de verwijsindex?",
        "Wie heeft gemeld?",
        "  Melding 1: GGD Veldwijk",
        "  Melding 2: Scholengroep Noord, locatie Het Hooghuis",
        "  Melding 3: huisarts",
        "Wie heeft de gegevens van de jeugdige bekeken?",
        "Hoe lang blijven de gegevens bewaard?",
        "Wat kunt u nog meer vragen?",
        "Bent u het niet eens met dit besluit?",
        "Heeft u vragen?",
    ]


@pytest.mark.eis("R-134")
def test_a_melding_in_words() -> None:
    """Who reported and how he is reached, when, in what state, until when; and who was told, when, and whether he read it."""
    feiten = [deel for deel in BRIEVEN["inzage"].delen if isinstance(deel, Feiten)]
    assert dict(feiten[0].paren) == {
        "Gemeld door": "J. de Vries",
        "Organisatie": "GGD Veldwijk",
        "Functie": "jeugdarts",
        "Locatie": "Hoofdstraat 1, Veldwijk",
        "Telefoon": "020 123 45 67",
        "E-mail": "j.devries@ggd.example",
        "Coördinator van de organisatie": "M. Öztürk, 020 123 45 00",
        "Gemeld op": "15 oktober 2026, 14.00\N{NO-BREAK SPACE}uur",
        "Stand": "actief",
        "Actief tot uiterlijk": "14 oktober 2028; daarna in het archief",
    }
    assert dict(feiten[1].paren)["In het archief tot uiterlijk"] == "1 maart 2031; daarna vernietigd"
    assert dict(feiten[2].paren)["Stand"] == "geblokkeerd: er gaan geen berichten over uit"
    verteld = next(deel for deel in BRIEVEN["inzage"].delen if isinstance(deel, Tabel))
    assert verteld.rijen[0][:3] == ("P. Jansen", "Politie Veldwijk", "deed ook een melding over de jeugdige")
    assert [rij[0] for rij in verteld.rijen] == ["P. Jansen", "Regievoerder", "dr. A. van den Bergh-Oude Wolbers", "Regievoerder"]
    assert [rij[4] == "nog niet" for rij in verteld.rijen] == [False, False, True, True]


@pytest.mark.eis("R-134", "R-143")
def test_who_looked_is_a_role_and_a_case() -> None:
    """A gemeente, a toezichthouder with his case, an operator: what for, and no name of an official."""
    gekeken = [deel for deel in BRIEVEN["inzage"].delen if isinstance(deel, Tabel)][-1]
    assert [rij[1:] for rij in gekeken.rijen] == [
        ("Medewerker van de gemeente, gemeente 0363", "inzage gegeven na een verzoek", "geen"),
        ("Toezichthouder", "toezicht op de wet", "IGJ-2026-00812"),
        ("Beheerder van de verwijsindex", "nagegaan wie de gegevens gebruikte", "geen"),
    ]


@pytest.mark.eis("R-134", "R-092")
def test_of_brother_or_sister_it_says_nothing_but_that_somebody_was_told() -> None:
    """One sentence without who, when or how many; and none where no family signaal was sent."""
    zin = "Er is ook bericht gegaan naar een professional die betrokken is bij iemand anders in het gezin."
    assert sum(stuk.startswith(zin) for stuk in teksten(BRIEVEN["inzage"])) == 1
    assert not any(stuk.startswith(zin) for stuk in teksten(BRIEVEN["inzage-lang"]))


@pytest.mark.eis("R-132", "R-134")
@pytest.mark.parametrize(
    ("wie", "aan", "onderwerp"),
    [
        (
            Verzoeker.VERTEGENWOORDIGER,
            "Aan de wettelijk vertegenwoordiger van de jeugdige",
            "Wat er in de verwijsindex over de jeugdige staat",
        ),
        (
            Verzoeker.GEZAMENLIJK,
            "Aan de jeugdige en de wettelijk vertegenwoordiger van de jeugdige",
            "Wat er in de verwijsindex over de jeugdige staat",
        ),
        (Verzoeker.JEUGDIGE, "Aan de jeugdige", "Wat er in de verwijsindex over u staat"),
    ],
)
def test_who_asked_is_who_is_addressed(wie: Verzoeker, aan: str, onderwerp: str) -> None:
    """By role, for the index knows no name; who asks about himself reads "u"."""
    brief = inzagebrief(verzoek(verzoeker=wie), volle_inzage(), hoofd())
    assert (aan, onderwerp) == (brief.aan, brief.onderwerp)


@pytest.mark.eis("R-134")
def test_nothing_kept_is_a_letter_too() -> None:
    """Of whom nothing is kept reads so in as many words."""
    stukken = teksten(BRIEVEN["inzage-leeg"])
    assert "Er staat geen melding over u in de verwijsindex waarvoor onze gemeente verantwoordelijk is." in stukken
    assert "Er heeft niemand gekeken." in stukken


@pytest.mark.eis("R-136")
def test_the_receipt_says_until_when() -> None:
    """The day of receipt and the last day, and that it may take longer with notice."""
    stukken = " ".join(teksten(BRIEVEN["ontvangst"]))
    assert "Op 9 november 2026 kregen wij uw verzoek om te stoppen met het gebruik van gegevens in de verwijsindex." in stukken
    assert "U krijgt uiterlijk op 9 december 2026 ons besluit." in stukken


@pytest.mark.eis("R-136")
def test_an_extension_says_the_new_last_day_and_why() -> None:
    """AVG 12(3) asks both; without a reason, or without an extension, there is no such letter."""
    stukken = teksten(BRIEVEN["verlenging"])
    assert "U krijgt uiterlijk op 9 februari 2027 ons besluit. Dat is ten hoogste twee maanden later." in stukken
    assert "Zonder dat advies kunnen wij niet zorgvuldig beslissen." in stukken
    for leeg in (None, "", " \n\n "):
        with pytest.raises(ToelichtingOntbreekt):
            verlengingsbrief(verlengd(), hoofd(leeg))
    with pytest.raises(NogGeenBesluit):
        verlengingsbrief(verzoek(), hoofd(TOELICHTING))


@pytest.mark.eis("R-135", "R-136")
@pytest.mark.parametrize("soort", VerzoekSoort)
@pytest.mark.parametrize("besluit", [Besluit.TOEGEWEZEN, Besluit.AFGEWEZEN])
def test_a_decision_says_what_and_where_to_disagree(soort: VerzoekSoort, besluit: Besluit) -> None:
    """With its reference and day; objection within six weeks, and the supervisor."""
    stukken = " ".join(teksten(besluitbrief(beslist(soort, besluit), hoofd(TOELICHTING))))
    for stuk in ("B-2026-0099", "24 november 2026", besluit.value.capitalize(), "binnen zes weken", "Autoriteit Persoonsgegevens"):
        assert stuk in stukken


@pytest.mark.eis("R-135")
def test_a_refusal_needs_a_reason() -> None:
    """AVG 12(4), Awb 3:46: what is granted may do without, what is refused may not; and there must be a decision."""
    besluitbrief(beslist(VerzoekSoort.WISSING, Besluit.TOEGEWEZEN), hoofd())
    with pytest.raises(ToelichtingOntbreekt):
        besluitbrief(beslist(VerzoekSoort.WISSING, Besluit.AFGEWEZEN), hoofd())
    with pytest.raises(NogGeenBesluit):
        besluitbrief(verzoek(), hoofd())


@pytest.mark.eis("R-138")
def test_the_end_of_a_restriction_is_told() -> None:
    """AVG 18(3): whoever obtained it is told that it ends."""
    verzoek_ = replace(beslist(VerzoekSoort.BEPERKING, Besluit.TOEGEWEZEN), opheffing=Beslissing(Besluit.OPGEHEVEN, "O-7", DAG, "x"))
    assert besluitbrief(verzoek_, hoofd()).onderwerp == "Uw melding is niet meer geblokkeerd"


@pytest.mark.parametrize(
    ("naam", "staat"), [("Veldwijk", "gemeente Veldwijk"), ("Gemeente Veldwijk", "gemeente Veldwijk"), (None, "gemeente 0363")]
)
def test_a_gemeente_is_called_by_its_name(naam: str | None, staat: str) -> None:
    """Once the word gemeente, however it is registered; its code when nobody knows its name."""
    brief = ontvangstbrief(verzoek(), replace(hoofd(), gemeentenaam=naam))
    assert brief.afzender == f"Het college van burgemeester en wethouders van de {staat}"


@pytest.mark.eis("R-050")
@alle_brieven
def test_no_letter_has_a_name_of_the_jeugdige(naam: str) -> None:
    """The address is the college's to add: a letter has a role and nothing of the person."""
    assert BRIEVEN[naam].aan.startswith("Aan de ")


@alle_brieven
def test_html_has_structure_and_a_language(naam: str) -> None:
    """One h1, no level skipped, headers in tables, Dutch, a title with the reference, and nothing from outside."""
    ruw = als_html(BRIEVEN[naam])
    boom = lxml_html.fromstring(ruw)
    assert ruw.startswith(b"<!doctype html>")
    assert boom.get("lang") == "nl"
    assert boom.findtext("head/title") == f"{BRIEVEN[naam].onderwerp} (Z-2026-0417)"
    niveaus = [int(kop.tag[1]) for kop in boom.iter("h1", "h2", "h3")]
    assert niveaus[0] == 1
    assert niveaus.count(1) == 1
    assert all(na - voor <= 1 for voor, na in pairwise(niveaus))
    for tabel in boom.iter("table"):
        assert tabel.findtext("caption")
        assert {"col"} == {kop.get("scope") for kop in tabel.iter("th")}
    assert not list(boom.iter("script", "img", "link", "iframe", "object", "a"))
    assert not re.search(rb"url\(|@import|https?://", ruw)


def test_a_name_can_not_become_markup() -> None:
    """What a professional is called is text, in HTML and in the language of the typesetter."""
    boom = lxml_html.fromstring(als_html(BRIEVEN["inzage-vijandig"]))
    assert not list(boom.iter("script", "img", "b"))
    afgedrukt = tekst(als_pdf(BRIEVEN["inzage-vijandig"]))
    for deel in ("<script>alert(1)</script>", '#eval("1") *vet* $x$ \\u{41}', "</td><img src=x>"):
        assert deel in boom.text_content()
        assert deel in afgedrukt


@alle_brieven
def test_the_pdf_says_what_the_html_says(naam: str) -> None:
    """Every piece of text of the one is in the other, in the same order."""
    afgedrukt, plaats = tekst(als_pdf(BRIEVEN[naam])).replace(" ", ""), 0
    for stuk in (deel.replace(" ", "") for deel in teksten(BRIEVEN[naam])):
        if stuk not in afgedrukt[plaats:]:
            assert stuk in afgedrukt  # a heading of a table stands again at the top of a page
            continue
        plaats = afgedrukt.index(stuk, plaats)


@alle_brieven
def test_no_page_is_blank_or_clipped(naam: str) -> None:
    """Every page has text, all of it within the margins, however long a name is."""
    pdf = als_pdf(BRIEVEN[naam])
    assert all(0.005 < deel < 0.3 for deel in inkt(pdf))
    assert buiten_de_marge(pdf, MARGE) == []


@alle_brieven
def test_the_pdf_is_tagged_and_in_dutch(naam: str) -> None:
    """PDF/UA: structure, language and title for who listens to it; and the same letter is the same file."""
    ruw = als_pdf(BRIEVEN[naam])
    with pypdfium2.PdfDocument(ruw) as document:
        assert document.get_metadata_value("Title") == BRIEVEN[naam].onderwerp
        assert pdfium.FPDFCatalog_IsTagged(document)
        taal = ctypes.create_string_buffer(20)
        lengte = pdfium.FPDFCatalog_GetLanguage(document, ctypes.cast(taal, ctypes.POINTER(ctypes.c_ushort)), 20)
        assert taal.raw[: lengte - 2].decode("utf-16-le") == "nl-NL"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in ruw
    assert als_pdf(BRIEVEN[naam]) == ruw


def test_a_name_in_any_script_gives_a_letter() -> None:
    """What the enclosed fonts lack is no reason to send nothing."""
    vreemd = replace(ARTS, contact=replace(ARTS.contact, naam="山田 太郎 محمد"))
    assert als_pdf(inzagebrief(verzoek(), met_een(vreemd), hoofd())).startswith(b"%PDF-")


@pytest.mark.parametrize("bestand", ["brief.css", "brief.typ"])
def test_every_colour_is_readable(bestand: str) -> None:
    """WCAG AA: text on white and on the blue of a table's heading has a contrast of at least 4.5; lines 3."""
    stijl = files("verwijsindex.brieven.sjablonen").joinpath(bestand).read_text(encoding="utf-8")
    kleuren = set(re.findall(r"#[0-9a-f]{6}\b", stijl))
    achtergronden, lijnen = {"#e5edf5"}, {"#767676", "#8a8a8a"}
    for kleur in kleuren - achtergronden:
        for grond in ("#ffffff", *achtergronden):
            assert contrast(kleur, grond) >= (2.9 if kleur in lijnen else 4.5), (kleur, grond)


def contrast(een: str, ander: str) -> float:
    """WCAG 2.1: the ratio of two colours."""
    licht, donker = sorted((_helderheid(een), _helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def _helderheid(kleur: str) -> float:
    delen = [int(kleur[plaats : plaats + 2], 16) / 255 for plaats in (1, 3, 5)]
    rood, groen, blauw = (deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


@pytest.mark.lang
@alle_brieven
@pytest.mark.parametrize("breedte", [320, 1000])
def test_a_browser_shows_it_whole_and_axe_finds_nothing(naam: str, breedte: int, tmp_path: Path) -> None:
    """On a telephone and on a screen: nothing runs out of its place, and no fault of accessibility."""
    blik = bekijk(als_html(BRIEVEN[naam]), tmp_path, breedte)
    assert (blik.fouten, blik.te_breed, blik.schuift) == ([], [], False)


@pytest.mark.lang
@alle_brieven
def test_a_browser_prints_it_whole(naam: str, tmp_path: Path) -> None:
    """On A4: no blank page, nothing clipped, and all that it says."""
    pdf = druk_af(als_html(BRIEVEN[naam]), tmp_path)
    assert all(0.003 < deel < 0.3 for deel in inkt(pdf))
    assert buiten_de_marge(pdf, MARGE) == []
    afgedrukt = tekst(pdf).replace(" ", "")
    assert [stuk for stuk in teksten(BRIEVEN[naam]) if stuk.replace(" ", "") not in afgedrukt] == []
