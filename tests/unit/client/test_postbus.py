"""Processing a mailbox: kept before it is confirmed, everything of it, and a missing number is told."""

from collections.abc import Sequence

import pytest

from verwijsindex.client import Signaal, SignalenPagina, Verwerkt
from verwijsindex.client.postbus import verwerk


def signaal(volgnummer: int) -> Signaal:
    return Signaal(f"id-{volgnummer}", volgnummer, "INGETROKKEN", None, None, None, None, None, ())


class Postbus:
    """A mailbox of which every page holds at most two."""

    def __init__(self, *nummers: int, blijft: bool = False) -> None:
        self.wachtend = [signaal(nummer) for nummer in nummers]
        self.gedaan: list[str] = []
        self._blijft = blijft

    def haal_signalen_op(self, vanaf_volgnummer: int | None, max_aantal: int, *, ontvanger_id: str | None) -> SignalenPagina:
        rest = [een for een in self.wachtend if een.volgnummer >= (vanaf_volgnummer or 0)]
        return SignalenPagina(tuple(rest[:2]), len(rest) > 2)

    def bevestig_signalen(self, signaal_ids: Sequence[str], *, ontvanger_id: str | None) -> dict[str, str]:
        self.gedaan += [f"bevestig {id}" for id in signaal_ids]
        if not self._blijft:
            self.wachtend = [een for een in self.wachtend if een.signaal_id not in signaal_ids]
        return {}

    def bewaar(self, een: Signaal) -> None:
        self.gedaan.append(f"bewaar {een.signaal_id}")

    def verwerk(self, laatste: int | None) -> Verwerkt:
        return verwerk(self, self.bewaar, laatste, max_aantal=500, ontvanger_id=None)


@pytest.mark.eis("R-094")
def test_kept_before_it_is_confirmed() -> None:
    """Page by page, until nothing waits."""
    postbus = Postbus(1, 2, 3)
    assert postbus.verwerk(None) == Verwerkt(3, 3, ())
    assert postbus.gedaan == ["bewaar id-1", "bewaar id-2", "bevestig id-1", "bevestig id-2", "bewaar id-3", "bevestig id-3"]


@pytest.mark.eis("R-094")
@pytest.mark.parametrize(
    ("nummers", "laatste", "gemist"),
    [
        ((), None, ()),
        ((7,), None, ()),
        ((7,), 6, ()),
        ((7,), 5, (6,)),
        ((1, 2, 5), 0, (3, 4)),
        ((3, 7), 6, ()),
        ((1, 2, 3, 6), None, (4, 5)),
    ],
)
def test_a_missing_number_is_told(nummers: tuple[int, ...], laatste: int | None, gemist: tuple[int, ...]) -> None:
    """Within a page, between pages, and since the time before; what comes again is no gap."""
    assert Postbus(*nummers).verwerk(laatste).gemist == gemist


@pytest.mark.eis("R-094")
def test_what_is_not_kept_is_not_confirmed() -> None:
    """When keeping fails, it ends, and that page comes again."""
    postbus = Postbus(1, 2, 3)

    def vol(een: Signaal) -> None:
        if een.volgnummer == 3:
            raise OSError("schijf vol")

    with pytest.raises(OSError, match="schijf vol"):
        verwerk(postbus, vol, None, max_aantal=500, ontvanger_id=None)
    assert postbus.gedaan == ["bevestig id-1", "bevestig id-2"]


def test_an_index_that_forgets_confirmations_does_not_hold_us() -> None:
    """Whatever the index says, the next page begins behind this one."""
    assert Postbus(1, 2, 3, 4, 5, blijft=True).verwerk(None) == Verwerkt(5, 5, ())
