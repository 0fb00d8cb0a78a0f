"""Looks at a letter as a reader gets it: in a headless browser, and as pages of a PDF."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import pypdfium2
import pytest

from verwijsindex.brieven.html import GEEN_BRONNEN

BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_OPTIES: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=20000")
_MEET: Final = """
addEventListener("load", async () => {
  const gevonden = await axe.run(document, {resultTypes: ["violations"]});
  const breed = [...document.querySelectorAll("body *")].filter(e => !e.closest(".tabel") && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).display !== "inline");
  const uit = document.createElement("pre");
  uit.id = "uitslag";
  uit.textContent = JSON.stringify({
    fouten: gevonden.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" ")),
    teBreed: breed.map(e => e.tagName),
    schuift: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  });
  document.body.append(uit);
});
"""


@dataclass(frozen=True, slots=True)
class Blik:
    """What a browser found: faults of accessibility, and what does not fit."""

    fouten: list[str]
    te_breed: list[str]
    schuift: bool


def browser() -> str:
    """A browser of this machine; the test is skipped without one."""
    gevonden = next((pad for naam in BROWSERS if (pad := shutil.which(naam)) is not None), None)
    if gevonden is None:
        pytest.skip("geen browser op deze machine: " + ", ".join(BROWSERS))
    return gevonden


def bekijk(html: bytes, map_: Path, breedte: int, *, donker: bool = False) -> Blik:
    """The letter on a screen this wide, of who likes it dark or not, judged by axe-core; for that alone scripts are let in."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    pagina = html.decode().replace(GEEN_BRONNEN, "default-src 'unsafe-inline'")
    met_meting = pagina.replace("</head>", f"<script>{axe}</script><script>{_MEET}</script></head>")
    bestand = map_ / "meting.html"
    bestand.write_text(met_meting, encoding="utf-8")
    kleur = f"--blink-settings=preferredColorScheme={0 if donker else 1}"
    opdracht = [browser(), *_OPTIES, kleur, f"--window-size={breedte},1000", "--dump-dom", bestand.as_uri()]
    dom = subprocess.run(opdracht, capture_output=True, text=True, timeout=120, check=True).stdout
    uitslag = re.search(r'<pre id="uitslag">(.*?)</pre>', dom, re.DOTALL)
    assert uitslag is not None, "de meting gaf niets"
    gegevens = json.loads(uitslag.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return Blik(gegevens["fouten"], gegevens["teBreed"], gegevens["schuift"])


def druk_af(html: bytes, map_: Path) -> Path:
    """The letter as the browser prints it."""
    bestand, pdf = map_ / "brief.html", map_ / "afdruk.pdf"
    bestand.write_bytes(html)
    opdracht = [browser(), *_OPTIES, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", bestand.as_uri()]
    subprocess.run(opdracht, capture_output=True, timeout=120, check=True)
    return pdf


def tekst(pdf: bytes | Path) -> str:
    """All text, line ends and places to break as spaces and nothing."""
    with pypdfium2.PdfDocument(pdf) as document:
        alles = " ".join(bladzijde.get_textpage().get_text_range() for bladzijde in document)
    return " ".join(alles.replace("\N{ZERO WIDTH SPACE}", "").replace("\x02", "").split())


def buiten_de_marge(pdf: bytes | Path, marge: float) -> list[str]:
    """Characters that come nearer to the edge of a page than ``marge`` points: what is clipped or runs out of its place."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [letter for bladzijde in document for letter in _buiten(bladzijde, marge)]


def _buiten(bladzijde: pypdfium2.PdfPage, marge: float) -> list[str]:
    breedte, hoogte = bladzijde.get_size()
    regels = bladzijde.get_textpage()
    gevonden = []
    for nummer in range(regels.count_chars()):
        letter = regels.get_text_range(nummer, 1)
        links, onder, rechts, boven = regels.get_charbox(nummer)
        binnen = links >= marge and onder >= marge and rechts <= breedte - marge and boven <= hoogte - marge
        if letter.strip() and not binnen:
            gevonden.append(letter)
    return gevonden


def inkt(pdf: bytes | Path) -> list[float]:
    """Per page the share that is not white: a blank page has none, one that went wrong has much."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_inkt(bladzijde) for bladzijde in document]


def _inkt(bladzijde: pypdfium2.PdfPage) -> float:
    beeld = bladzijde.render(scale=1, grayscale=True).to_pil()
    wit = sum(beeld.histogram()[250:])
    return 1 - wit / (beeld.width * beeld.height)
