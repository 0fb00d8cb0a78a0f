"""Processing a mailbox: keep, then confirm, and see whether a number is missing (R-094)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from verwijsindex.client.results import Signaal, SignalenPagina


class Postbus(Protocol):
    """A mailbox that can be fetched from and confirmed to."""

    def haal_signalen_op(self, vanaf_volgnummer: int | None, max_aantal: int, *, ontvanger_id: str | None) -> SignalenPagina:
        """One page of what waits."""

    def bevestig_signalen(self, signaal_ids: list[str], *, ontvanger_id: str | None) -> dict[str, str]:
        """These were kept."""


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """What processing a mailbox came to."""

    aantal: int
    """Signalen that were handed over to be kept."""
    laatste: int | None
    """The highest volgnummer until now: give it along the next time."""
    gemist: tuple[int, ...]
    """Numbers between that did not come: somebody else confirmed them, or they are lost. A person has to look (koppelvlak.md 3)."""


def verwerk(
    postbus: Postbus, bewaar: Callable[[Signaal], None], laatste: int | None, *, max_aantal: int, ontvanger_id: str | None
) -> Verwerkt:
    """Fetch everything that waits; each signaal goes to `bewaar` before it is confirmed, and what `bewaar` refuses is not confirmed.

    Raises what the calls and `bewaar` raise; what was kept and not confirmed comes again.
    """
    aantal, gemist = 0, list[int]()
    vanaf: int | None = None
    while True:
        pagina = postbus.haal_signalen_op(vanaf, max_aantal, ontvanger_id=ontvanger_id)
        for signaal in pagina.signalen:
            if laatste is not None:
                gemist += range(laatste + 1, signaal.volgnummer)
            bewaar(signaal)
            laatste = signaal.volgnummer if laatste is None else max(laatste, signaal.volgnummer)
        postbus.bevestig_signalen([signaal.signaal_id for signaal in pagina.signalen], ontvanger_id=ontvanger_id)
        aantal += len(pagina.signalen)
        if not pagina.nog_beschikbaar or not pagina.signalen:
            return Verwerkt(aantal, laatste, tuple(gemist))
        vanaf = pagina.signalen[-1].volgnummer + 1
