"""The technical log: one line per request, with ids, codes and times. Never a BSN, a name, a MessageID or a word of a message."""

import logging
import traceback
from datetime import datetime
from typing import Final

_log: Final = logging.getLogger("verwijsindex.front")
_achtergrond: Final = logging.getLogger("verwijsindex.achtergrond")


def beantwoord(*, bericht_id: str, dienst: str, operatie: str, oin: str, code: str, ms: float) -> None:
    """A request that got an answer, or a refusal by a rule; ``code`` is OK or that of the refusal."""
    _log.info("bericht=%s dienst=%s operatie=%s oin=%s code=%s ms=%.1f", bericht_id, dienst, operatie, oin, code, ms)


def afgewezen(*, bericht_id: str, dienst: str, code: str, stap: int, reden: str) -> None:
    """A message that the profile refused; ``reden`` is one of our own fixed words (security.refusals)."""
    _log.warning("bericht=%s dienst=%s code=%s stap=%d reden=%s", bericht_id, dienst, code, stap, reden)


def niet_binnengelaten(*, reden: str) -> None:
    """A connection that ended after its handshake; ``reden`` is one of our own fixed words (security.refusals)."""
    _log.warning("verbinding geweigerd reden=%s", reden)


def herlezen() -> None:
    """An operator asked to read the certificates again, and they count from now on."""
    _log.warning("certificaten opnieuw gelezen; nieuwe processen nemen het over")


def niet_herlezen(fout: Exception) -> None:
    """They could not be used, and everything stays as it was; the text is ours or that of OpenSSL about our own files."""
    _log.error("certificaten niet opnieuw gelezen, de oude gelden: %s: %s", type(fout).__name__, fout)


def lijst_opgehaald(lijst: str, uitkomst: str) -> None:
    """What became of fetching a CRL: a fixed word; ``lijst`` is its address in our own settings."""
    _achtergrond.info("crl=%s uitkomst=%s", lijst, uitkomst)


def certificaat_verloopt(*, wat: str, vingerafdruk: str, op: datetime, dagen: int) -> None:
    """A certificate ends within sixty, thirty or seven days, or today: a file of our settings, or the OIN of a partner."""
    _achtergrond.warning("certificaat=%s vingerafdruk=%s verloopt=%s dagen=%d", wat, vingerafdruk, op.isoformat(), dagen)


def mislukt(*, bericht_id: str, dienst: str, fout: Exception) -> None:
    """A failure of our own: its type and where in the code, not its text, which may quote what was sent."""
    _log.error("bericht=%s dienst=%s fout=%s plaats=%s", bericht_id, dienst, type(fout).__name__, _plaats(fout))


def taak_gedaan(*, taak: str, ms: float, verslag: str) -> None:
    """A task of the background was done; its report holds counts only."""
    _achtergrond.info("taak=%s ms=%.0f verslag=%s", taak, ms, verslag)


def stap_mislukt(*, taak: str, stap: str, fout: Exception) -> None:
    """A step of a task failed; as for `mislukt`, only the type and the place."""
    _achtergrond.error("taak=%s stap=%s fout=%s plaats=%s", taak, stap, type(fout).__name__, _plaats(fout))


def begeleider_mislukt(fout: Exception) -> None:
    """The process of the background ended by a failure; it is started again."""
    stap_mislukt(taak="achtergrond", stap="proces", fout=fout)


def _plaats(fout: Exception) -> str:
    return " < ".join(f"{stuk.name}:{stuk.lineno}" for stuk in reversed(traceback.extract_tb(fout.__traceback__)[-6:]))
