"""What an import would match, before anything of it is kept (keuzes.md 24; R-183; decision record 0099)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from verwijsindex.domain.invoer import Samenloop
from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.avg import nog_bewaard
from verwijsindex.domain.regels.matchen import omgeving, wat_matcht
from verwijsindex.domain.regels.verhuizen import om_te_bewaren
from verwijsindex.operations.context import Context
from verwijsindex.operations.identificeren import Gevonden


class Vooruitblik:
    """The rows of a file one after another: each against what is kept, and against the rows before it.

    It reads, a row at a time, so that nobody waits; and it remembers keyed pseudonyms of family and address as long as the trial lasts.
    """

    def __init__(self, context: Context, dag: date) -> None:
        self._context = context
        self._dag = dag
        self._adresmatch = context.beleid.op(dag).adresmatch
        self._personen: dict[str, Jeugdige] = {}
        self._ids: dict[str, str] = {}
        """How whom the file names is called, by his number."""
        self._delen: dict[bytes, set[str]] = defaultdict(set)
        """Who of them has this parent or address."""
        self._meldingen: dict[str, list[Melding]] = defaultdict(list)
        """Of the rows before, per jeugdige."""
        self._regels: dict[str, int] = {}

    def bekijk(self, regel: int, melding: Melding, wie: Gevonden) -> list[Samenloop]:
        """R-070, R-073, R-074, R-081: what the melding on this line would match today; what the file brings is called by its line."""
        with self._context.opslag.lezen() as transactie:
            hij, *bewaard = transactie.jeugdigen.verwanten(self._zoek(wie, transactie), self._dag, adresmatch=self._adresmatch)
            meldingen = transactie.meldingen.van_jeugdigen([hij.id, *(lid.id for lid in bewaard)])
        rond = {lid.id: lid for lid in (hij, *bewaard, *(self._personen[id] for id in self._uit_bestand(hij)))}
        melding = replace(melding, jeugdige_id=hij.id)
        alle = (*meldingen, *(m for id in rond for m in self._meldingen[id]), melding)
        samen = wat_matcht(melding, omgeving(rond.values(), alle, self._dag, adresmatch=self._adresmatch))
        self._onthoud(regel, hij, melding, wie)
        return [Samenloop(hij.gemeentecode or "", soort.value, f"regel {regel}", self._noem(ander)) for soort, ander in samen]

    def _zoek(self, wie: Gevonden, transactie: Transactie) -> Jeugdige:
        """As an earlier row has him, as he is kept, or as he would be."""
        eerder = self._ids.get(wie.nummer.waarde)
        if eerder is not None:
            return self._personen[eerder]
        bekend = transactie.jeugdigen.zoek(wie.nummer)
        if bekend is not None and nog_bewaard(transactie.meldingen.van_jeugdigen([bekend.id]), self._dag):
            return bekend
        return transactie.jeugdigen.als_bewaard(om_te_bewaren(wie.persoon, adresmatch=self._adresmatch), wie.uiterlijk)

    def _uit_bestand(self, hij: Jeugdige) -> set[str]:
        """Whom the rows before name that may be his family."""
        return {id for deel in _delen(hij) for id in self._delen[deel]}

    def _onthoud(self, regel: int, hij: Jeugdige, melding: Melding, wie: Gevonden) -> None:
        self._regels[melding.id] = regel
        self._ids[wie.nummer.waarde] = hij.id
        self._personen[hij.id] = hij
        self._meldingen[hij.id].append(melding)
        for deel in _delen(hij):
            self._delen[deel].add(hij.id)

    def _noem(self, ander: Melding) -> str:
        regel = self._regels.get(ander.id)
        return ander.id if regel is None else f"regel {regel}"


def _delen(wie: Jeugdige) -> Iterator[bytes]:
    """R-073, R-074: the parents and the address by which somebody may be his family."""
    yield from wie.ouders
    yield from (adres for adres in (wie.adres_bag, wie.adres_tekst) if adres is not None)
