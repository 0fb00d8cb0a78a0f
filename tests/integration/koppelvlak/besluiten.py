"""A college that carries out what it decided: the use cases under RechtenService, straight on the index."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import insert

from verwijsindex.domain.logboek import Logregel
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.avg import Grond
from verwijsindex.operations.beperken import beperk, hef_op
from verwijsindex.operations.gevolg import regels_van
from verwijsindex.operations.uitvoering import Uitvoering
from verwijsindex.operations.vernietigen import vernietig_op_besluit, verwijder_uit_archief
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.tabellen_rechten import verzoek

from .index import Index

BESLUIT = "BeslisVerzoek"


@dataclass
class College:
    """Decides about meldingen by their ids."""

    index: Index

    def verzoek(self) -> str:
        """A request that was registered."""
        verzoek_id = str(uuid4())
        rij = {
            "id": verzoek_id,
            "soort": "BEPERKING",
            "gemeentecode": "0518",
            "verzoeker": "JEUGDIGE",
            "kenmerk": "zaak-1",
            "ontvangen_op": "2026-03-02",
            "uiterste_dag": "2026-04-02",
            "geregistreerd_op": "2026-03-02T10:30:00+00:00",
        }
        engine = maak_engine(self.index.instellingen.database)
        with engine.begin() as verbinding:
            verbinding.execute(insert(verzoek), rij)
        engine.dispose()
        return verzoek_id

    def beperk(self, *melding_ids: str, verzoek_id: str | None = None) -> str:
        """Block these, on account of a new request unless it is named; gives the request."""
        verzoek_id = verzoek_id or self.verzoek()
        self._doe(verzoek_id, melding_ids, lambda transactie, besluit: beperk(transactie, melding_ids, besluit))
        return verzoek_id

    def hef_op(self, verzoek_id: str, *melding_ids: str) -> None:
        """This request no longer blocks these."""
        self._doe(verzoek_id, melding_ids, lambda transactie, besluit: hef_op(transactie, melding_ids, besluit))

    def vernietig(self, *melding_ids: str, grond: Grond = Grond.AVG_WISSING) -> str:
        """Destroy these on a request that was granted; gives the request."""
        verzoek_id = self.verzoek()
        self._doe(verzoek_id, melding_ids, lambda transactie, besluit: vernietig_op_besluit(transactie, melding_ids, grond, besluit))
        return verzoek_id

    def uit_archief(self, *melding_ids: str) -> str:
        """Destroy those of these that are in the archive; gives the decision."""
        besluit_id = str(uuid4())
        self._doe(besluit_id, melding_ids, lambda transactie, besluit: verwijder_uit_archief(transactie, melding_ids, besluit))
        return besluit_id

    def _doe(self, besluit_id: str, melding_ids: tuple[str, ...], wat: Callable[[Transactie, Uitvoering], list[Logregel]]) -> None:
        context = self.index.context
        moment = context.klok.nu()
        with context.opslag.schrijven() as transactie:
            transactie.vergrendel_meldingen(melding_ids)
            transactie.logboek.noteer(wat(transactie, Uitvoering(besluit_id, regels_van(moment, BESLUIT), moment, context)))
            transactie.leg_vast()
