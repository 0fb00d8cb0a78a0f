"""Which keys are in force and which is in use, as the database says it to every server (R-195; record 0098)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from sqlalchemy import bindparam, delete, false, select, true, update

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.ports_sleutelwissel import GeldigeSleutel
from verwijsindex.storage.kluis import Kluis, SleutelOnbekend
from verwijsindex.storage.opdracht import Opdracht, Sessie, toevoegen
from verwijsindex.storage.tabellen import sleutelproef
from verwijsindex.storage.tabellen_sleutels import sleutel
from verwijsindex.storage.versleuteling import Sleutel, Sleutels
from verwijsindex.storage.vormen import als_moment, als_tekst

WIJZIGING: Final = "SELECT wijziging FROM sleutelproef"
"""Asked at the beginning of every transaction: another number than last time, other keys in force."""

_LEG_PROEF: Final = Opdracht(toevoegen(sleutelproef).on_conflict_do_nothing())
_LEES_PROEF: Final = Opdracht(select(sleutelproef.c.kenmerk))
_GEWIJZIGD: Final = Opdracht(update(sleutelproef).values(wijziging=sleutelproef.c.wijziging + 1))
_ALLE: Final = Opdracht(
    select(sleutel.c.id, sleutel.c.proef, sleutel.c.bekend_sinds, sleutel.c.in_gebruik_sinds, sleutel.c.in_gebruik).order_by(sleutel.c.id)
)
_BEKEND: Final = Opdracht(toevoegen(sleutel).on_conflict_do_nothing())
_NIETS_IN_GEBRUIK: Final = Opdracht(update(sleutel).where(sleutel.c.in_gebruik).values(in_gebruik=false()))
_IN_GEBRUIK: Final = Opdracht(
    update(sleutel).where(sleutel.c.id == bindparam("nummer")).values(in_gebruik=true(), in_gebruik_sinds=bindparam("moment"))
)
_VERGEET: Final = Opdracht(delete(sleutel).where(sleutel.c.id == bindparam("nummer"), ~sleutel.c.in_gebruik))


class Sleutelbos:
    """The keys of this process, held against what is in force at the beginning of every transaction. Shared by threads."""

    def __init__(self, sleutels: Sleutels, beleid: Beleid | None = None, herlees: Callable[[], Sleutels] | None = None) -> None:
        """``herlees`` reads the key file again, when a key is in force that was not in it before."""
        self._sleutels = sleutels
        self._herlees = herlees
        self._stand: tuple[int | None, Kluis] = (None, Kluis(sleutels, beleid))
        self.beleid = self._stand[1].beleid

    def onder(self, beleid: Beleid) -> Self:
        """The same keys under another law."""
        return type(self)(self._sleutels, beleid, self._herlees)

    @property
    def stam(self) -> Kluis:
        """For what does not depend on the keys in force: ``Kluis.kenmerk``."""
        return self._stand[1]

    def sleutel(self, nummer: int) -> Sleutel:
        """This key, from the file as it is now when need be. Raises SleutelOnbekend."""
        if nummer not in self._sleutels.nummers and self._herlees is not None:
            self._sleutels = self._herlees()
        gevonden = next((sleutel for sleutel in self._sleutels.ring if sleutel.id == nummer), None)
        if gevonden is None:
            raise SleutelOnbekend(nummer)
        return gevonden

    def kluis(self, sessie: Sessie) -> Kluis:
        """What fits the keys in force in this transaction, which began with WIJZIGING.

        Raises SleutelOnbekend when one of them is not ours: then nobody is looked for, for he would be missed.
        """
        wijziging = None if sessie.antwoord is None else sessie.antwoord[0]
        gezien, kluis = self._stand
        if gezien != wijziging:
            kluis = self._lees(sessie)
            self._stand = wijziging, kluis
        return kluis

    def eigen(self, sessie: Sessie, nu: datetime) -> bool:
        """Whether the database belongs to our stam; the first to open it leaves a proof, and its first key is in use from then on.

        With another stam nobody would be found and no match be seen.
        """
        proef = self.stam.kenmerk("sleutelproef")
        sessie.doe(_LEG_PROEF, proef=1, kenmerk=proef, wijziging=0)
        rij = sessie.rij(_LEES_PROEF)
        if rij is None or bytes(rij[0]) != proef:
            return False
        if not sessie.rijen(_ALLE):
            eerste = self._sleutels.nummers[0]
            SqlSleutelregister(sessie, self).maak_bekend(eerste, nu)
            SqlSleutelregister(sessie, self).neem_in_gebruik(eerste, nu)
        return True

    def _lees(self, sessie: Sessie) -> Kluis:
        rijen = sessie.rijen(_ALLE)
        for nummer, proef, *_ in rijen:
            if bytes(proef) != proef_van(self.sleutel(nummer)):
                raise SleutelOnbekend(nummer)
        in_gebruik = next((nummer for nummer, *_, gebruikt in rijen if gebruikt), None)
        return Kluis(self._sleutels, self.beleid, geldig=[rij[0] for rij in rijen] or None, in_gebruik=in_gebruik)


class SqlSleutelregister:
    """``ports_sleutelwissel.Sleutelregister``."""

    def __init__(self, sessie: Sessie, bos: Sleutelbos) -> None:
        self._sessie = sessie
        self._bos = bos

    def geldig(self) -> Sequence[GeldigeSleutel]:
        """The keys in force, in order of number."""
        return [
            GeldigeSleutel(nummer, als_moment(bekend), None if sinds is None else als_moment(sinds), in_gebruik=bool(in_gebruik))
            for nummer, _, bekend, sinds, in_gebruik in self._sessie.rijen(_ALLE)
        ]

    def maak_bekend(self, nummer: int, nu: datetime) -> None:
        """From now on every server looks for values under this key too, or refuses to work. Raises SleutelOnbekend when it is not ours."""
        proef = proef_van(self._bos.sleutel(nummer))
        moment = als_tekst(nu)
        self._sessie.doe(_BEKEND, id=nummer, proef=proef, bekend_sinds=moment, in_gebruik_sinds=None, in_gebruik=False)
        self._sessie.doe(_GEWIJZIGD)

    def neem_in_gebruik(self, nummer: int, nu: datetime) -> None:
        """From now on new values stand under this key."""
        self._sessie.doe(_NIETS_IN_GEBRUIK)
        self._sessie.doe(_IN_GEBRUIK, nummer=nummer, moment=als_tekst(nu))
        self._sessie.doe(_GEWIJZIGD)

    def vergeet(self, nummer: int) -> None:
        """Nobody looks for values under this key any more; not for the one in use."""
        self._sessie.doe(_VERGEET, nummer=nummer)
        self._sessie.doe(_GEWIJZIGD)


def proef_van(wie: Sleutel) -> bytes:
    """By which a key is known without being shown: two files that number another key alike do not pass for the same."""
    rekenaar = HMAC(wie.versleuteling + (wie.kenmerken or b""), SHA256())
    rekenaar.update(b"sleutelproef")
    return rekenaar.finalize()


def nu() -> datetime:
    """Real time, in which keys live (keuzes.md 6)."""
    return datetime.now(UTC)
