"""Whom the register of persons tells us about, and how far we have read (R-120, R-125)."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, select, true, update

from verwijsindex.domain.nummers import Bsn
from verwijsindex.storage.jeugdigen import NIET_MEER_VOLGEN, nummer_kenmerk, volg_toch
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Sessie, bewaren
from verwijsindex.storage.tabellen import jeugdige
from verwijsindex.storage.tabellen_omgeving import niet_meer_volgen, registerstand

STAND: Final = Opdracht(select(registerstand.c.stand).where(registerstand.c.register == bindparam("register")))
ZET_STAND: Final = Opdracht(bewaren(registerstand))
_NOG_TE_VOLGEN: Final = Opdracht(
    select(jeugdige.c.id, jeugdige.c.bsn).where(~jeugdige.c.gevolgd).order_by(jeugdige.c.id).limit(bindparam("hoogstens"))
)
_GEVOLGD: Final = Opdracht(update(jeugdige).where(jeugdige.c.id == bindparam("jeugdige_id")).values(gevolgd=true()))
_NIET_MEER: Final = Opdracht(
    select(niet_meer_volgen.c.bsn_kenmerk, niet_meer_volgen.c.bsn).order_by(niet_meer_volgen.c.bsn_kenmerk).limit(bindparam("hoogstens"))
)


class SqlVolglijst:
    """``ports_onderhoud.Volglijst``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def stand(self, register: str) -> str | None:
        """Our position in the changes of this register; None when nothing was read before."""
        rij = self._sessie.rij(STAND, register=register)
        return None if rij is None else rij[0]

    def zet_stand(self, register: str, stand: str) -> None:
        """Changes up to this position are processed."""
        self._sessie.doe(ZET_STAND, register=register, stand=stand)

    def nog_te_volgen(self, hoogstens: int) -> Sequence[tuple[str, Bsn]]:
        """At most ``hoogstens`` jeugdigen with a number whom the register was not yet asked to follow, with their ids."""
        rijen = self._sessie.rijen(_NOG_TE_VOLGEN, hoogstens=hoogstens)
        return [(jeugdige_id, Bsn(self._kluis.ontsleutel("jeugdige.bsn", jeugdige_id, geheim))) for jeugdige_id, geheim in rijen]

    def gevolgd(self, jeugdige_id: str) -> bool:
        """Note that he is followed; False when he is not kept any more."""
        return self._sessie.doe(_GEVOLGD, jeugdige_id=jeugdige_id) == 1

    def niet_meer_te_volgen(self, hoogstens: int) -> Sequence[Bsn]:
        """At most ``hoogstens`` numbers of who is still followed while nothing about him is kept."""
        rijen = self._sessie.rijen(_NIET_MEER, hoogstens=hoogstens)
        return [Bsn(self._kluis.ontsleutel(NIET_MEER_VOLGEN, self._kluis.ontzegel(zegel).hex(), geheim)) for zegel, geheim in rijen]

    def vergeet(self, bsn: Bsn) -> None:
        """He is no longer followed; forget the number."""
        volg_toch(self._sessie, self._kluis, nummer_kenmerk(self._kluis, bsn))
