"""Who is calling, and the logboek line of a refusal: the same for every use case (R-006, R-007, R-140; keuzes.md 2, 5, 8)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType

from verwijsindex.domain.beleid import Beleid, Beleidsversie
from verwijsindex.domain.instantie import Aanroeper, Dossier, Rol
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.bevoegdheid import bepaal_aanroeper, is_verzender
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.operations.context import Afzender, Context


@dataclass(slots=True)
class Verzoek:
    """One request being handled: its sender, its moment, and the words of the logboek for it."""

    afzender: Afzender
    operatie: str
    moment: datetime
    beleid: Beleid
    gebruiker_bekend: bool = False
    """Whether gebruikerId is one that was registered; until then it may be anything, and stays out of the logboek."""
    dag: date = field(init=False)
    """The civil day on which it is handled (domein.md 5)."""
    wet: Beleidsversie = field(init=False)
    """The law of that day."""

    def __post_init__(self) -> None:
        self.dag = vandaag(self.moment)
        self.wet = self.beleid.op(self.dag)

    def aanroeper(self, transactie: Transactie, rollen: Collection[Rol], *, brengt_in: bool = False) -> tuple[Aanroeper, Dossier]:
        """Who is calling, and the dossier that says so; ``brengt_in`` asks for something new. Raises VIR-122, VIR-120 or VIR-123."""
        stuur = self.afzender.stuur
        dossier = transactie.organisaties.dossier(self.afzender.oin, stuur)
        self.gebruiker_bekend = dossier.gebruiker is not None
        return bepaal_aanroeper(stuur, self.afzender.oin, dossier, self.dag, rollen, brengt_in=brengt_in), dossier

    def regel(
        self,
        gebeurtenis: Gebeurtenis,
        *,
        persoon: str | None = None,
        ids: tuple[str, ...] = (),
        uitkomst: str = "OK",
        ontvanger: str | None = None,
    ) -> Logregel:
        """A line of the logboek about this request (R-140)."""
        return Logregel(
            tijdstip=self.moment,
            gebeurtenis=gebeurtenis,
            operatie=self.operatie,
            oin=self.afzender.oin,
            gebruiker_id=self.afzender.stuur.gebruiker_id if self.gebruiker_bekend else None,
            rol=self.afzender.stuur.rol.value,
            bericht_id=self.afzender.bericht_id,
            persoon=persoon,
            ids=ids,
            uitkomst=uitkomst,
            ontvanger=ontvanger,
        )


class behandel:
    """Handle one request: its sender is the signer (R-156), and a refusal leaves a line in the logboek and nothing else.

    Raises VerzenderOnjuist (DK0002), and passes on every Weigering after logging it (keuzes.md 5). By hand, because every message comes
    by and a generator costs more than what it does here.
    """

    __slots__ = ("_context", "_verzoek")

    def __init__(self, afzender: Afzender, operatie: str, context: Context) -> None:
        self._verzoek = Verzoek(afzender, operatie, context.klok.nu(), context.beleid)
        self._context = context

    def __enter__(self) -> Verzoek:
        afzender = self._verzoek.afzender
        try:
            is_verzender(afzender.stuur, afzender.oin)
        except Weigering as weigering:
            log_weigering(self._verzoek, weigering, self._context)
            raise
        return self._verzoek

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        if isinstance(fout, Weigering):
            log_weigering(self._verzoek, fout, self._context)


def log_weigering(verzoek: Verzoek, weigering: Weigering, context: Context) -> None:
    """A line in the logboek that this was refused, in a transaction of its own (keuzes.md 5)."""
    with context.opslag.schrijven() as transactie:
        transactie.logboek.noteer([verzoek.regel(Gebeurtenis.VERZOEK_GEWEIGERD, uitkomst=weigering.uitkomst)])
        transactie.leg_vast()
