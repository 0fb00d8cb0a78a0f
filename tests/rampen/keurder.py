"""Judges a database after a disaster: against itself, against the oracle, and against what the clients were told.

``keur`` gives a list of findings, each beginning with a fixed word (``test_keurder`` plants a fault for every one); empty is good.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from verwijsindex.storage.versleuteling import Sleutels

from .feiten import Bevestigd, Feit, Fout, Gemeld, Geweigerd, Opgehaald, Overleden, Verwijderd
from .orakel import GEZIN, ZELFDE, Gevolg, gevolgen, matcht, paar
from .stand import Regel, RijMelding, RijSignaal, Stand, lees_stand

_F = TypeVar("_F", bound=Feit)


def keur(url: str, sleutels: Sleutels, feiten: Sequence[Feit], *, leeggehaald: bool = True) -> list[str]:
    """Everything that is wrong; with ``leeggehaald`` every recipient had fetched until nothing was left."""
    zaak = _Zaak(lees_stand(url, sleutels), feiten)
    bevindingen = [
        *(f"fout: {fout.taak}: {fout.wat}" for fout in zaak.van(Fout)),
        *(f"beschadigd: {wat}" for wat in zaak.stand.beschadigd),
        *zaak.meldingen(),
        *zaak.doden(),
        *zaak.sleutels(),
        *zaak.matches(),
        *zaak.bussen(),
        *zaak.signalen(),
        *zaak.lezers(),
        *zaak.bevestigingen(),
        *zaak.logboek(),
    ]
    return bevindingen + list(zaak.niets_gemist()) if leeggehaald else bevindingen


class _Zaak:
    def __init__(self, stand: Stand, feiten: Sequence[Feit]) -> None:
        self.stand = stand
        self._feiten = feiten
        self._gemeld = {feit.melding: feit for feit in self.van(Gemeld)}
        self._ingetrokken = {feit.melding for feit in self.van(Verwijderd)}
        self._dood = {feit.bsn for feit in self.van(Overleden)}
        self._weg = self._ingetrokken | {id for regel in self._regels("MELDINGEN_VERNIETIGD") for id in regel.ids}
        self._gevolg = gevolgen(self._volgorde())

    def van(self, soort: type[_F]) -> list[_F]:
        return [feit for feit in self._feiten if isinstance(feit, soort)]

    def _regels(self, gebeurtenis: str, operatie: str | None = None) -> list[Regel]:
        return [r for r in self.stand.log if r.gebeurtenis == gebeurtenis and operatie in (None, r.operatie)]

    def _volgorde(self) -> Iterator[tuple[str, RijMelding]]:
        """As the logboek tells it; a destroyed melding is known from its reporter only."""
        for regel in self.stand.log:
            wat = {"MELDING_GEDAAN": "GEMELD"}.get(regel.gebeurtenis, "VERWIJDERD")
            betrokken = regel.ids if regel.gebeurtenis in ("MELDING_GEDAAN", "MELDING_VERWIJDERD", "MELDINGEN_VERNIETIGD") else []
            yield from ((wat, melding) for melding in map(self._melding, betrokken) if melding is not None)

    def _melding(self, id: str) -> RijMelding | None:
        gemeld = self._gemeld.get(id)
        return self.stand.meldingen.get(id) or (gemeld and RijMelding(id, gemeld.bsn, gemeld.wie))

    def meldingen(self) -> Iterator[str]:
        """No acknowledged melding lost, none doubled, none that nobody asked for; what was withdrawn is gone."""
        for id, feit in self._gemeld.items():
            if id not in self._weg and self.stand.meldingen.get(id) != RijMelding(id, feit.bsn, feit.wie):
                yield f"melding verloren: {id}"
        for id in self._weg & self.stand.meldingen.keys():
            yield f"melding niet weg: {id}"
        for id in self.stand.meldingen.keys() - self._gemeld.keys():
            yield f"melding onbekend: {id}"
        for feit in self.van(Gemeld):
            gevolg = self._gevolg.get(feit.melding)
            if gevolg is not None and not feit.reeds and feit.match != bool(gevolg.matches):
                yield f"match anders gemeld: {feit.melding}"
        for wie, aantal in Counter((m.bsn, m.wie) for m in self.stand.meldingen.values()).items():
            if aantal > 1:
                yield f"melding dubbel: {wie}"
        for bsn in Counter(self.stand.jeugdigen) - Counter({m.bsn for m in self.stand.meldingen.values()}):
            yield f"jeugdige zonder melding: {bsn}"

    def doden(self) -> Iterator[str]:
        """R-044: nothing is left of who died; nobody who lives was refused, or lost a melding, for it."""
        for id, melding in self.stand.meldingen.items():
            if melding.bsn in self._dood:
                yield f"melding van een dode: {id}"
        yield from (f"dode blijft: {bsn}" for bsn in self._dood.intersection(self.stand.jeugdigen))
        yield from (f"match van een dode: {match}" for match in self.stand.matches if self._dood.intersection(match[1:]))
        for feit in self.van(Geweigerd):
            if feit.bsn not in self._dood:
                yield f"levende geweigerd: {feit.bsn}"
        for id in self._weg - self._ingetrokken:
            if id not in self._gemeld or self._gemeld[id].bsn not in self._dood:
                yield f"melding van een levende vernietigd: {id}"

    def sleutels(self) -> Iterator[str]:
        """keuzes.md 1: one key, one answer; a melding has its key, a destroyed one a tombstone."""
        per_sleutel = defaultdict(set)
        for feit in self.van(Gemeld):
            per_sleutel[feit.wie, feit.sleutel].add(feit)
        for sleutel, antwoorden in per_sleutel.items():
            if len(antwoorden) > 1:
                yield f"antwoord verschilt: {sleutel}"
        van_melding = Counter(melding for soort, _, melding in self.stand.sleutels if soort == "MELDING")
        for melding in self.stand.meldingen.keys() - van_melding.keys():
            yield f"melding zonder sleutel: {melding}"
        for soort, antwoord, melding in self.stand.sleutels:
            if soort == "MELDING" and melding is not None and json.loads(antwoord or "{}").get("melding_id") != melding:
                yield f"sleutel met ander antwoord: {melding}"
        if van_melding.total() != len(per_sleutel):
            yield f"aantal sleutels: {van_melding.total()}, gebruikt {len(per_sleutel)}"

    def matches(self) -> Iterator[str]:
        """R-070, R-073: what matches now has exactly one match, and nothing has one that never matched."""
        gevonden = Counter(paar(*match) for match in self.stand.matches)
        nu = list(self.stand.meldingen.values())
        moet = {paar(soort, een.bsn, ander.bsn) for soort in (ZELFDE, GEZIN) for een in nu for ander in nu if matcht(soort, een, ander)}
        ooit = {match for gevolg in self._gevolg.values() for match in gevolg.matches}
        yield from (f"match ontbreekt: {match}" for match in moet - gevonden.keys())
        yield from (f"match te veel: {match}" for match in gevonden.keys() - ooit)
        yield from (f"match dubbel: {match}" for match, aantal in gevonden.items() if aantal > 1)

    def bussen(self) -> Iterator[str]:
        """R-094: numbers from 1 to the last, without gap or repeat."""
        per_bus = defaultdict(list)
        for signaal in self.stand.signalen:
            per_bus[signaal.bus].append(signaal.volgnummer)
        for bus in per_bus.keys() | self.stand.bussen.keys():
            laatste = self.stand.bussen.get(bus, 0)
            if sorted(per_bus[bus]) != list(range(1, laatste + 1)):
                yield f"volgnummers: {bus}"

    def signalen(self) -> Iterator[str]:
        """Per melding exactly what the oracle says: whom was told (logboek), and what of it still stands (signaal)."""
        gelogd: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for regel in (r for r in self._regels("SIGNAAL_GEMAAKT") if r.operatie in ("MeldJeugdige", "MeldJeugdigen")):
            gelogd[regel.ids[1]][regel.ontvanger or ""] += 1
        staat: defaultdict[str, dict[tuple[str, str | None], list[RijSignaal]]] = defaultdict(lambda: defaultdict(list))
        for signaal in self.stand.signalen:
            if signaal.aanleiding is not None and not signaal.vervallen:
                staat[signaal.aanleiding][signaal.soort, signaal.eigen_melding].append(signaal)
        for id, gevolg in self._gevolg.items():
            if gelogd[id] != gevolg.ontvangers:
                yield f"signalen gemaakt: {id}: {gelogd[id] - gevolg.ontvangers} te veel, {gevolg.ontvangers - gelogd[id]} te weinig"
            if id in self.stand.meldingen:
                yield from self._inhoud(gevolg, staat[id])

    def _inhoud(self, gevolg: Gevolg, staat: dict[tuple[str, str | None], list[RijSignaal]]) -> Iterator[str]:
        """Whom each signaal names, as far as they were not destroyed since."""
        blijft = self.stand.meldingen.keys()
        verwacht = {(soort, eigen): namen & blijft for (soort, eigen), namen in gevolg.signalen.items() if eigen not in self._weg}
        for wat in verwacht.keys() | staat.keys():
            if len(staat[wat]) != 1 or wat not in verwacht:
                yield f"signaal staat {len(staat[wat])} keer: {wat}"
            elif self.stand.contacten.get(staat[wat][0].id, set()) != verwacht[wat]:
                yield f"signaal noemt anderen: {staat[wat][0].id}"

    def lezers(self) -> Iterator[str]:
        """R-094: one number, one signaal, for whoever reads; and nobody is given a number below one that he was given before."""
        bekend: dict[tuple[str, int], str] = {}
        hoogste: defaultdict[tuple[str, str], int] = defaultdict(int)
        gezien: set[tuple[str, str, int]] = set()
        for feit in self.van(Opgehaald):
            for nummer, id in feit.signalen:
                if bekend.setdefault((feit.bus, int(nummer)), str(id)) != id:
                    yield f"nummer hergebruikt: {feit.bus} {nummer}"
                nieuw = (feit.bus, feit.lezer, int(nummer)) not in gezien
                if nieuw and int(nummer) < hoogste[feit.bus, feit.lezer]:
                    yield f"later bijgekomen: {feit.bus} {nummer}"
                gezien.add((feit.bus, feit.lezer, int(nummer)))
            hoogste[feit.bus, feit.lezer] = max(hoogste[feit.bus, feit.lezer], *(int(nummer) for nummer, _ in feit.signalen), 0)
        staan = {(s.ontvanger, s.volgnummer): s.id for s in self.stand.signalen}
        yield from (f"signaal verloren: {plek}" for plek, id in bekend.items() if staan.get(plek) != id)

    def niets_gemist(self) -> Iterator[str]:
        """A recipient can prove that he has everything."""
        gehaald = defaultdict(set)
        for feit in self.van(Opgehaald):
            gehaald[feit.bus] |= {nummer for nummer, _ in feit.signalen}
        for (_, ontvanger), laatste in self.stand.bussen.items():
            if gehaald[ontvanger] != set(range(1, laatste + 1)):
                yield f"niet opgehaald: {ontvanger}"
        yield from (f"niet bevestigd: {s.id}" for s in self.stand.signalen if s.bevestigd_op is None)

    def bevestigingen(self) -> Iterator[str]:
        """R-094: what was acknowledged is, once; and nothing else is."""
        uitkomsten: defaultdict[str, list[str]] = defaultdict(list)
        for feit in self.van(Bevestigd):
            for id, uitkomst in feit.uitkomsten.items():
                uitkomsten[id].append(uitkomst)
        staat = {s.id for s in self.stand.signalen if s.bevestigd_op is not None}
        yield from (f"bevestiging verloren: {id}" for id in uitkomsten.keys() - staat)
        yield from (f"bevestiging van niemand: {id}" for id in staat - uitkomsten.keys())
        for id, lijst in uitkomsten.items():
            if lijst.count("BEVESTIGD") > 1 or "ONBEKEND" in lijst:
                yield f"bevestiging beantwoord als {sorted(lijst)}: {id}"

    def logboek(self) -> Iterator[str]:
        """R-140: every event has its one line, and every line its event."""
        weg = {id for soort in ("MELDING_VERWIJDERD", "MELDINGEN_VERNIETIGD") for r in self._regels(soort) for id in r.ids}
        yield from _een_op_een("gedaan", [r.ids[0] for r in self._regels("MELDING_GEDAAN")], self.stand.meldingen.keys() | weg)
        yield from _een_op_een("verwijderd", [r.ids[0] for r in self._regels("MELDING_VERWIJDERD")], self._ingetrokken)
        yield from _een_op_een("gemaakt", [r.ids[0] for r in self._regels("SIGNAAL_GEMAAKT")], {s.id for s in self.stand.signalen})
        bevestigd = [id for r in self._regels("SIGNALEN_BEVESTIGD") for id in r.ids]
        yield from _een_op_een("bevestigd", bevestigd, {s.id for s in self.stand.signalen if s.bevestigd_op is not None})
        opgehaald = {id for r in self._regels("SIGNALEN_OPGEHAALD") for id in r.ids}
        gehaald = {str(id) for feit in self.van(Opgehaald) for _, id in feit.signalen}
        gemerkt = {s.id for s in self.stand.signalen if s.opgehaald_op is not None}
        yield from (f"logboek opgehaald ontbreekt: {id}" for id in (gehaald | gemerkt) - opgehaald)
        yield from (f"ophalen niet gemerkt: {id}" for id in opgehaald - gemerkt - self._niets_verteld())

    def _niets_verteld(self) -> set[str]:
        """R-134: of whose own melding is gone, and to whom no contact was handed out before, it is not noted that he was told."""
        verstrekt = {id for r in self._regels("SIGNALEN_OPGEHAALD") for id in r.verstrekt}
        return {s.id for s in self.stand.signalen if s.vervallen} - verstrekt


def _een_op_een(wat: str, gelogd: Sequence[str], verwacht: Iterable[str]) -> Iterator[str]:
    verschil = Counter(gelogd)
    verschil.subtract(Counter(set(verwacht)))
    yield from (f"logboek {wat} {aantal:+d}: {id}" for id, aantal in verschil.items() if aantal)
