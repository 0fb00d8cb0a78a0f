"""What one stack goes through: install, generate, compile, the story, its replay, the forgeries."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from matrix.luik import Tussenpersoon
from matrix.oordeel import VERHAAL, Toneel
from matrix.sandbox import Sandbox
from matrix.stapel import NIET_TE_KRIJGEN, Stapel, Uitvoerder
from matrix.vervalsen import VERVALSINGEN
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.verbinding import open_verbinding, pad_van, vaste_tls_van

STAPPEN: Final = ("laadt", "genereert", "compileert", "roept aan", "typed fout", "getekend", "antwoord gecontroleerd")
_BOUW: Final = STAPPEN[:3]


@dataclass
class Uitslag:
    """What a stack reached. ``gehaald`` are of `STAPPEN`; ``mist`` says per step that it did not reach why."""

    stapel: Stapel
    versie: str = ""
    gehaald: list[str] = field(default_factory=list)
    mist: dict[str, str] = field(default_factory=dict)
    deels: dict[str, list[str]] = field(default_factory=dict)
    """Per step that it did not reach with every variant of the WSDL, with which it did."""
    opgemerkt: list[str] = field(default_factory=list)
    """The forgeries that the client noticed."""
    opnamen: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    """Per form the signed MeldJeugdige that it sent, and when."""
    niet_gedraaid: str = ""

    def haalt(self, stap: str, goed: bool, reden: str) -> bool:
        """Write down whether a step was reached."""
        if goed:
            self.gehaald.append(stap)
        else:
            self.mist[stap] = reden
        return goed


class Loop:
    """Takes one stack through the matrix."""

    def __init__(self, stapel: Stapel, sandbox: Sandbox, luik: str, werk: Path, zeg: Callable[[str], None]) -> None:
        self.stapel, self.sandbox = stapel, sandbox
        self._luik, self._werk = luik, werk / stapel.naam
        self._druk_af = zeg
        self.uitslag = Uitslag(stapel)

    def _zeg(self, tekst: str) -> None:
        self._druk_af(f"{self.stapel.naam}: {tekst}")

    @property
    def _uitvoerder(self) -> Uitvoerder:
        return Uitvoerder(self.stapel, self.sandbox, self._luik, self._werk)

    def bouw(self) -> None:
        """Install, and make the client of every variant of the WSDL."""
        uitslag = self.uitslag
        if self.stapel.niet_gedraaid:
            uitslag.niet_gedraaid = self.stapel.niet_gedraaid
            return
        klaar = self._uitvoerder.los("installeer")
        if klaar.code == NIET_TE_KRIJGEN:
            uitslag.niet_gedraaid = klaar.reden
            return
        uitslag.versie = self._uitvoerder.los("versie").reden
        gedaan = {variant: self._uitvoerder.met("bouw", variant) for variant in self.stapel.varianten}
        for stap in _BOUW:
            if stap == "laadt" or getattr(self.stapel, stap):
                mist = [v for v, g in gedaan.items() if stap not in [s["stap"] for s in g.stappen]]
                uitslag.haalt(stap, not mist, "; ".join(f"{variant}: {gedaan[variant].reden}" for variant in mist))
        self._zeg(f"{uitslag.versie}: {', '.join(uitslag.gehaald) or 'laadt niet'}")

    def draai(self, nummer: int, sandbox: Sandbox) -> None:
        """The story for every variant, and what comes after it, in the lane of this sandbox."""
        uitslag, self.sandbox = self.uitslag, sandbox
        if uitslag.niet_gedraaid or uitslag.mist:
            return
        *eerder, laatste = self.stapel.varianten
        bereikt = {variant: self._verhaal(variant, nummer) for variant in eerder}
        bereikt[laatste] = self._opgenomen("", nummer + 1) if self.stapel.tekent else self._verhaal(laatste, nummer + 1)
        rond = [variant for variant, (stappen, _) in bereikt.items() if stappen == list(VERHAAL)]
        getypeerd = [variant for variant, (stappen, _) in bereikt.items() if "geweigerd" in stappen]
        reden = "; ".join(f"{variant}: tot {(stappen or ['-'])[-1]}; {reden}" for variant, (stappen, reden) in bereikt.items() if reden)
        for stap, gehaald in (("roept aan", rond), ("typed fout", getypeerd)):
            if not uitslag.haalt(stap, len(gehaald) == len(bereikt), self.stapel.opmerking or reden):
                uitslag.deels[stap] = gehaald
        if "roept aan" in uitslag.mist:
            self._zeg(f"verhaal niet af: {reden}")
            return
        if self.stapel.tekent:
            vormen = all(self._vorm(vorm, nummer + 3) for vorm in self.stapel.vormen)
            herhaald = all(self._herhaling_geweigerd(bericht) for bericht, _ in uitslag.opnamen.values())
            uitslag.haalt("getekend", vormen and herhaald, "de herhaling of de kapotte tweeling werd niet geweigerd")
            self._vervals()
        self._zeg(f"{', '.join(uitslag.gehaald)}; merkt op: {', '.join(uitslag.opgemerkt) or 'niets'}")

    def _verhaal(self, variant: str, nummer: int, **anders: str) -> tuple[list[str], str]:
        """Which steps the sandbox confirms, and why not all."""
        toneel = Toneel(self.sandbox, nummer)
        try:
            gedaan = self._uitvoerder.met("draai", variant, BSN=toneel.bsn, VOORVOEGSEL=toneel.voorvoegsel, **anders)
            stappen = toneel.bewezen(gedaan.stappen)
            return stappen, "" if stappen == list(VERHAAL) and gedaan.code == 0 else gedaan.reden[:300]
        finally:
            toneel.sluit()

    def _opgenomen(self, vorm: str, nummer: int) -> tuple[list[str], str]:
        """The story by way of somebody who records it: so another address to send to works as well."""
        tussen = Tussenpersoon(self.sandbox)
        try:
            bereikt = self._verhaal(self.stapel.varianten[-1], nummer, VORM=vorm, **_naar(tussen))
        finally:
            tussen.sluit()
        verzonden = map(_zonder_koppen, tussen.verzonden)
        gemeld = next((bericht for bericht in verzonden if re.search(rb"Body[^>]*>\s*<[^>]*MeldJeugdige", bericht)), None)
        if gemeld is not None:
            self.uitslag.opnamen[vorm] = gemeld, datetime.now(UTC)
        return bereikt

    def _vorm(self, vorm: str, nummer: int) -> bool:
        _, reden = self._opgenomen(vorm, nummer)
        if reden:
            self._zeg(f"vorm {vorm}: {reden}")
        return not reden

    def _herhaling_geweigerd(self, bericht: bytes) -> bool:
        """A recorded melding is a replay, and with another digit it has no good signature."""
        veranderd = re.sub(rb"(bsn[^<>]*>\d{8})(\d)", lambda m: m[1] + b"%d" % ((int(m[2]) + 1) % 10), bericht, count=1)
        return b"VIR-S07" in self._stuur(bericht) and b"VIR-S05" in self._stuur(veranderd)

    def _stuur(self, bericht: bytes) -> bytes:
        doel, partner = self.sandbox.doel, self.sandbox.melder.partner
        url = doel.adressen["meldingen"]
        lijn = open_verbinding(doel, url, vaste_tls_van(doel.ca, partner.certificaat, partner.sleutel))
        try:
            kop = [("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", '""')]
            return lijn.vraag("POST", pad_van(url), bericht, kop).body
        finally:
            lijn.sluit()

    def _vervals(self) -> None:
        """A client that takes a forged answer to its first question for a good one, did not verify it."""
        index = lees_sleutelpaar(self.sandbox.map / "pki" / "index.pem", self.sandbox.map / "pki" / "index.key")
        for naam, vervals in VERVALSINGEN.items():
            tussen = Tussenpersoon(self.sandbox)
            tussen.vervals = lambda antwoord, vervals=vervals: vervals(antwoord, index)  # type: ignore[misc]
            try:
                waarden = {"BSN": self.sandbox.personen[0].bsn, "VOORVOEGSEL": "vervalst", **_naar(tussen)}
                gedaan = self._uitvoerder.met("draai", self.stapel.varianten[-1], **waarden)
            finally:
                tussen.sluit()
            if tussen.beantwoord and not gedaan.stappen and gedaan.code:
                self.uitslag.opgemerkt.append(naam)
        self.uitslag.haalt("antwoord gecontroleerd", {"cijfer", "kaal", "dekking"} <= set(self.uitslag.opgemerkt), "niet elke vervalsing")


def _zonder_koppen(bericht: bytes) -> bytes:
    """The envelope: some send a byte order mark or a newline before it."""
    return bericht[bericht.index(b"<") :]


def _naar(tussen: Tussenpersoon) -> dict[str, str]:
    return {"NAAR_MELDINGEN": f"{tussen.basis}/meldingen/v1", "NAAR_SIGNALEN": f"{tussen.basis}/signalen/v1"}
