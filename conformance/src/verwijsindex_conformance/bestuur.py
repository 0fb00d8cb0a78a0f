"""Makes the partner system under test do something: by a program that the tester wrote for it, or by hand."""

import json
import re
import selectors
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol, TextIO

from verwijsindex_conformance.oordeel import NietAangeboden, Onbeslist
from verwijsindex_conformance.systeemfout import in_woorden

WACHT: Final = 240.0
"""Seconds that one thing may take, repeats and their pauses among them."""


class Uitkomst(StrEnum):
    """What the partner system made of it."""

    AANVAARD = "aanvaard"
    """The index did it: the answer was believed."""
    GEWEIGERD = "geweigerd"
    """The index refused: the fault was believed, and has a code."""
    NIET_VERTROUWD = "niet-vertrouwd"
    """There was an answer, and it was not believed."""
    ONBEREIKBAAR = "onbereikbaar"
    """There was no answer."""
    ONMOGELIJK = "onmogelijk"
    """This system cannot do this."""


@dataclass(frozen=True, slots=True)
class Conclusie:
    """What the partner system tells afterwards; ``gegevens`` differ per thing that was asked (docs/conformiteit.md)."""

    uitkomst: Uitkomst
    code: str | None = None
    gegevens: Mapping[str, Any] = field(default_factory=dict)


class Bestuur(Protocol):
    """Something that can make the partner system act."""

    def doe(self, handeling: str, **gegevens: Any) -> Conclusie:
        """Do this, and tell what came of it. Raises NietAangeboden when the system cannot, Onbeslist when it does not say."""

    def sluit(self) -> None:
        """Nothing more will be asked."""


def lees_conclusie(handeling: str, ruw: Any) -> Conclusie:
    """What a program said. Raises NietAangeboden and Onbeslist."""
    try:
        velden = dict(ruw)
        uitkomst, code = Uitkomst(velden.pop("uitkomst")), velden.pop("code", None)
        if code is not None and not isinstance(code, str):
            raise ValueError
    except (TypeError, ValueError, KeyError):
        raise Onbeslist(f"het programma van de partner antwoordde op {handeling} iets anders dan een uitkomst") from None
    if uitkomst is Uitkomst.ONMOGELIJK:
        raise NietAangeboden(f"het partnersysteem kan dit niet: {handeling}")
    return Conclusie(uitkomst, code, velden)


class Programma:
    """A program that reads a line of JSON and writes one, as often as it likes; when it has stopped it is started again."""

    def __init__(self, opdracht: Sequence[str]) -> None:
        self._opdracht = list(opdracht)
        self._proces: subprocess.Popen[str] | None = None

    def doe(self, handeling: str, **gegevens: Any) -> Conclusie:
        """Ask it of the program."""
        vraag = json.dumps({"handeling": handeling, **{naam: waarde for naam, waarde in gegevens.items() if waarde is not None}})
        regel = self._vraag(vraag) or self._vraag(vraag, opnieuw=True)
        if not regel:
            raise Onbeslist(f"het programma van de partner zei niets op {handeling}")
        try:
            ruw = json.loads(regel)
        except ValueError:
            raise Onbeslist(f"het programma van de partner antwoordde op {handeling} geen JSON") from None
        return lees_conclusie(handeling, ruw)

    def sluit(self) -> None:
        """Let it stop by itself, by the end of its input, and else stop it."""
        proces, self._proces = self._proces, None
        if proces is None:
            return
        with suppress(OSError):
            _pijp(proces.stdin).close()
        try:
            proces.wait(timeout=5)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait()
        _pijp(proces.stdout).close()

    def _vraag(self, vraag: str, *, opnieuw: bool = False) -> str:
        """One line out, one line back; empty when the program ended before it answered."""
        if opnieuw or self._proces is None or self._proces.poll() is not None:
            self.sluit()
            self._proces = self._start()
        proces = self._proces
        try:
            _pijp(proces.stdin).write(vraag + "\n")
            _pijp(proces.stdin).flush()
        except OSError:
            return ""
        with selectors.DefaultSelector() as wacht:
            wacht.register(_pijp(proces.stdout), selectors.EVENT_READ)
            if not wacht.select(WACHT):
                self.sluit()
                raise Onbeslist(f"het programma van de partner antwoordde niet binnen {WACHT:g} seconden")
        return str(_pijp(proces.stdout).readline())

    def _start(self) -> "subprocess.Popen[str]":
        try:
            return subprocess.Popen(  # noqa: S603 (what the tester wrote in his own doel.yaml)
                self._opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1
            )
        except OSError as fout:
            raise Onbeslist(f"het programma van de partner start niet ({in_woorden(fout)})") from None


def _pijp(pijp: Any) -> Any:
    assert pijp is not None
    return pijp


_UITLEG: Final = {
    "begin": "laat het partnersysteem alle signalen vergeten die het eerder ontving",
    "controleer": "laat het partnersysteem de verbinding controleren (ControleerVerbinding)",
    "meld": "meld een jeugdige (MeldJeugdige)",
    "meld-meer": "meld deze jeugdigen in een bericht (MeldJeugdigen)",
    "trek-in": "trek deze melding in (VerwijderMelding)",
    "eigen-meldingen": "vraag de eigen meldingen op (RaadpleegEigenMeldingen)",
    "verwerk-signalen": "haal alle signalen op, bewaar ze en bevestig ze (HaalSignalenOp, BevestigSignalen)",
    "historie": "haal de historie bij deze melding op (HaalHistorieOp)",
}
HANDELINGEN: Final = tuple(_UITLEG)
"""Everything that can be asked of a partner system."""


class MetDeHand:
    """Tells a person what to do now, and asks him what the partner system made of it."""

    def __init__(self, lees: Callable[[str], str] = input, schrijf: TextIO | None = None) -> None:
        self._lees = lees
        self._schrijf = schrijf or sys.stderr

    def doe(self, handeling: str, **gegevens: Any) -> Conclusie:
        """Ask it of a person."""
        waarmee = {naam: waarde for naam, waarde in gegevens.items() if waarde is not None}
        print(f"\nDoe nu: {_UITLEG[handeling]}", file=self._schrijf)
        for naam, waarde in waarmee.items():
            print(f"    {naam}: {json.dumps(waarde, ensure_ascii=False)}", file=self._schrijf)
        velden: dict[str, Any] = {"uitkomst": self._kies()}
        if velden["uitkomst"] == Uitkomst.GEWEIGERD:
            velden["code"] = self._vraag("Welke code toont het systeem? ")
        elif velden["uitkomst"] == Uitkomst.AANVAARD:
            velden |= self._gegevens(handeling, gegevens)
        return lees_conclusie(handeling, velden)

    def sluit(self) -> None:
        """Nothing to close."""

    def _kies(self) -> str:
        keuzes = ", ".join(Uitkomst)
        while True:
            antwoord = self._vraag(f"Wat maakte het systeem ervan ({keuzes})? ").lower()
            passend = [een.value for een in Uitkomst if antwoord and een.value.startswith(antwoord)]
            if len(passend) == 1:
                return passend[0]

    def _gegevens(self, handeling: str, gegevens: Mapping[str, Any]) -> dict[str, Any]:
        """What a program would have told besides, asked one by one."""
        match handeling:
            case "meld":
                return {"meldingId": self._vraag("Welk meldingId toont het systeem? ")}
            case "meld-meer":
                return {"resultaten": [self._resultaat(melding["sleutel"]) for melding in gegevens["meldingen"]]}
            case "eigen-meldingen":
                return {"meldingen": self._vraag("De meldingId's die het systeem toont, met spaties ertussen: ").split()}
            case "historie":
                return {"contacten": self._getal("Hoeveel contacten toont het systeem? ")}
            case "verwerk-signalen":
                nummers = {naam: self._vraag(vraag).split() for naam, vraag in _VAN_SIGNALEN.items()}
                return {"signalen": nummers["signalen"], "gemist": [int(een) for een in nummers["gemist"] if een.isdecimal()]}
        return {}

    def _resultaat(self, sleutel: str) -> dict[str, Any]:
        gezegd = self._vraag(f"Melding {sleutel}: haar meldingId, of de code waarmee zij is geweigerd: ")
        if _CODE.fullmatch(gezegd):
            return {"sleutel": sleutel, "uitkomst": Uitkomst.GEWEIGERD.value, "code": gezegd}
        return {"sleutel": sleutel, "uitkomst": Uitkomst.AANVAARD.value, "meldingId": gezegd}

    def _getal(self, vraag: str) -> int:
        while not (antwoord := self._vraag(vraag)).isdecimal():
            pass
        return int(antwoord)

    def _vraag(self, tekst: str) -> str:
        try:
            return self._lees(tekst).strip()
        except EOFError:
            raise Onbeslist("de tester antwoordde niet") from None


_CODE: Final = re.compile(r"DK[0-9]{4}|VIR-S?[0-9]{2,3}")
_VAN_SIGNALEN: Final = {
    "signalen": "De signaalId's die het systeem nu bewaarde, met spaties ertussen: ",
    "gemist": "De volgnummers die het systeem mist, met spaties ertussen: ",
}
