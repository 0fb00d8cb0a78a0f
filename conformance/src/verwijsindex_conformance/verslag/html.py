"""The report as one page that needs nothing from outside: for a screen, a phone, paper, and whoever hears it read aloud."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final

from verwijsindex_conformance.eisen import Eis
from verwijsindex_conformance.oordeel import VOLGORDE, Oordeel, zwaarste
from verwijsindex_conformance.verslag.diagram import dekking, legenda
from verwijsindex_conformance.verslag.opmaak import cel, eigen_id, el, tabel, tekst
from verwijsindex_conformance.verslag.rapport import Rapport
from verwijsindex_conformance.verslag.regel import Bericht, Regel

GEEN_BRONNEN: Final = "default-src 'none'; style-src 'unsafe-inline'"
_MAANDEN: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_OPEN: Final = (Oordeel.GEZAKT, Oordeel.ONBESLIST)
_NIET_GEDRAAID: Final = (Oordeel.OVERGESLAGEN, Oordeel.NIET_AANGEBODEN)
_MIS: Final = (*_OPEN, Oordeel.WAARSCHUWING)


def als_html(rapport: Rapport) -> bytes:
    """The whole page."""
    titel = f"Conformiteitstoets van {rapport.product['naam'] or 'index ' + rapport.index}"
    hoofd = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{GEEN_BRONNEN}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
    )
    stijl = files(__package__ or "").joinpath("rapport.css").read_text(encoding="utf-8")
    hoofd += el("title", tekst(titel)) + f"<style>{stijl}</style>"
    binnen = "".join(_delen(rapport, titel))
    return f'<!DOCTYPE html>\n<html lang="nl"><head>{hoofd}</head><body>{binnen}</body></html>\n'.encode()


def _delen(rapport: Rapport, titel: str) -> Iterator[str]:
    yield el("header", el("h1", tekst(titel)) + _slotsom(rapport))
    yield "<main>"
    yield _sectie("feiten", "Wat er is getoetst", _feiten(rapport))
    yield _sectie("uitslag", "De uitslag in het kort", _telling(rapport) + legenda() + dekking(rapport))
    mis = sorted((regel for regel in rapport.regels if regel.oordeel in _MIS), key=lambda regel: VOLGORDE.index(regel.oordeel))
    if mis:
        yield _sectie("mis", "Wat er mis is", el("ul", "".join(el("li", _verwijzing(regel)) for regel in mis)))
    yield _sectie("eisen", "Per eis", "".join(_per_eis(rapport)))
    zonder = [eis for eis in rapport.eisen if not eis.gevallen]
    if zonder:
        rijen = [(cel(eis.id), cel(eis.titel), cel(eis.reden)) for eis in zonder]
        yield _sectie(
            "zonder", "Wat deze toets niet kan zien", tabel("Eisen zonder geval", ("eis", "wat hij vraagt", "waarom niet"), rijen)
        )
    yield "</main>"
    yield el("footer", el("p", "Dit is een weergave. Het bewijs is het getekende rapport: ga het na met "
             + el("code", "verwijsindex-conformance controleer") + "."))  # fmt: skip


def _slotsom(rapport: Rapport) -> str:
    """The verdict in one sentence, before anything else."""
    if rapport.geslaagd:
        som = "Geslaagd" if rapport.volledig else "Geslaagd, maar niet alle gevallen zijn gedraaid"
        return el("p", f"{som}: niets gezakt en niets onbeslist{_niet_beoordeeld(rapport)}.", klas="som goed")
    telling = rapport.telling
    delen = [f"{telling[oordeel]} {oordeel.woorden}" for oordeel in _OPEN if telling[oordeel]] or ["geen enkel geval is geslaagd"]
    return el("p", f"Niet geslaagd: {' en '.join(delen)}.", klas="som fout")


def _niet_beoordeeld(rapport: Rapport) -> str:
    """What a good verdict does not speak about."""
    telling = rapport.telling
    over = [f"{telling[een]} {een.woorden}" for een in (Oordeel.WAARSCHUWING, *_NIET_GEDRAAID) if telling[een]]
    return f"; wel {' en '.join(over)}" if over else ""


def _sectie(id: str, kop: str, inhoud: str) -> str:
    return f'<section id="{id}" aria-labelledby="kop-{id}"><h2 id="kop-{id}">{tekst(kop)}</h2>{inhoud}</section>'


def _feiten(rapport: Rapport) -> str:
    product, onbekend = rapport.product, "niet opgegeven"
    regels = [
        ("Product", product["naam"] or onbekend),
        ("Versie", product["versie"] or onbekend),
        ("Commit", product["commit"] or onbekend),
        ("Noemt zichzelf versie", product["antwoordt"] or "niet gehoord"),
        ("OIN van de index", rapport.index),
        ("Gespeelde partners", ", ".join(rapport.partners)),
        ("Getoetst als", rapport.rol),
        ("Biedt", ", ".join(rapport.biedt)),
        ("Omvang", "alle gevallen" if rapport.volledig else "een deel van de gevallen"),
        ("Begonnen", _moment(rapport.begin)),
        ("Klaar", _moment(rapport.moment)),
        ("Versie van de toets", rapport.suite["versie"]),
        ("Koppelvlak", f"{rapport.koppelvlak}, {rapport.suite['contract']}"),
        *((f"De tester kan niet: {wat}", waarom) for wat, waarom in rapport.kan_niet.items()),
    ]
    return el("dl", "".join(el("dt", tekst(naam)) + el("dd", tekst(waarde)) for naam, waarde in regels))


def _moment(iso: str) -> str:
    """As it is written in Dutch; what is no moment, as it came."""
    try:
        moment = datetime.fromisoformat(iso).astimezone(UTC)
    except ValueError:
        return iso
    return f"{moment.day} {_MAANDEN[moment.month - 1]} {moment.year}, {moment:%H:%M:%S} UTC"


def _telling(rapport: Rapport) -> str:
    rijen = [(cel(oordeel.woorden), cel(rapport.telling[oordeel], getal=True)) for oordeel in VOLGORDE]
    return tabel("Aantal gevallen per oordeel", ("oordeel", "aantal"), rijen, klas="smal")


def _verwijzing(regel: Regel) -> str:
    return f'{_merk(regel.oordeel)} <a href="#{eigen_id(regel.id)}">{tekst(regel.id)} {tekst(regel.titel)}</a>'


def _merk(oordeel: Oordeel | None) -> str:
    woorden, klas = ("niet gedraaid", "geen") if oordeel is None else (oordeel.woorden, oordeel.value.lower())
    return el("span", tekst(woorden), klas=f"merk {klas}")


def _per_eis(rapport: Rapport) -> Iterator[str]:
    """Each case in full under the first requirement that it tests, and as a link under the others."""
    per_id = {regel.id: regel for regel in rapport.regels}
    getoond: set[str] = set()
    for eis in rapport.eisen:
        regels = [per_id[id] for id in eis.gevallen if id in per_id]
        if regels:
            yield _eis(eis, regels, getoond)
            getoond.update(regel.id for regel in regels)


def _eis(eis: Eis, regels: Sequence[Regel], getoond: set[str]) -> str:
    kop = el("h3", f"{tekst(eis.id)} {tekst(eis.titel)} {_merk(zwaarste(regel.oordeel for regel in regels))}")
    elders = [regel for regel in regels if regel.id in getoond]
    ook = el("p", "Ook: " + ", ".join(map(_kort, elders)) + ".", klas="ook") if elders else ""
    over = sum(regel.oordeel in _NIET_GEDRAAID for regel in regels)
    deels = f"{over} van de {len(regels)} gevallen niet beoordeeld" if 0 < over < len(regels) else ""
    delen = (f"{eis.bron} {eis.versie}", eis.plaats, eis.niveau.lower(), eis.voorwaarde, deels)
    waar = el("p", tekst(", ".join(filter(None, delen))), klas="ook")
    return el("article", kop + waar + "".join(_geval(regel) for regel in regels if regel.id not in getoond) + ook)


def _kort(regel: Regel) -> str:
    return f'<a href="#{eigen_id(regel.id)}">{tekst(regel.id)}</a> ({tekst(regel.oordeel.woorden)})'


def _geval(regel: Regel) -> str:
    samenvatting = el("summary", f"{_merk(regel.oordeel)} {tekst(regel.id)} {tekst(regel.titel)}")
    delen = [
        ("Gedaan", regel.gedaan),
        ("Moet", regel.moet),
        ("Verwacht", regel.verwacht),
        ("Gezien", regel.gekregen or _gezien(regel)),
        ("Reden", regel.reden),
        ("Vergelijk", f"{regel.tweeling}: hetzelfde, maar goed" if regel.tweeling else ""),
    ]
    lijst = el("dl", "".join(el("dt", naam) + el("dd", tekst(waarde)) for naam, waarde in delen if waarde))
    open_ = " open" if regel.oordeel in _MIS else ""  # what is closed is not printed
    return f'<details id="{eigen_id(regel.id)}"{open_}>{samenvatting}{lijst}{"".join(_berichten(regel.berichten))}</details>'


def _gezien(regel: Regel) -> str:
    return "wat er moest komen" if regel.oordeel is Oordeel.GESLAAGD else ""


def _berichten(berichten: Iterable[Bericht]) -> Iterator[str]:
    for bericht in berichten:
        antwoord = "geen antwoord" if bericht.status is None else f"HTTP {bericht.status}"
        yield el("p", f"{tekst(bericht.methode)} {tekst(bericht.pad)}", klas="pad")
        if bericht.verzoek:
            yield el("pre", tekst(bericht.verzoek))
        yield el("p", tekst(antwoord), klas="pad")
        if bericht.antwoord:
            yield el("pre", tekst(bericht.antwoord))
