"""The law under which a server works: the statute, or what a file says on top of it (R-190; docs/beleid.md)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidsbestand import BeleidOnjuist
from verwijsindex.domain.beleidslezer import lees_beleid, statuut
from verwijsindex.domain.tijd import vandaag
from verwijsindex.settings import Instellingen, InstellingenOnjuist


def kies_beleid(instellingen: Instellingen) -> Beleid:
    """The policy that the settings choose. Raises InstellingenOnjuist for a file that cannot be read, BeleidOnjuist for one with errors."""
    return statuut() if instellingen.beleid is None else lees_beleidsbestand(instellingen.beleid)


def lees_beleidsbestand(bestand: Path) -> Beleid:
    """The policy in a file, whole. Raises InstellingenOnjuist when it cannot be read, BeleidOnjuist with every line that is wrong."""
    try:
        return lees_beleid(bestand.read_bytes().decode("utf-8-sig"))
    except OSError as fout:
        raise InstellingenOnjuist(f"{bestand} is niet te lezen") from fout
    except UnicodeDecodeError:
        raise BeleidOnjuist([(1, "het bestand is geen UTF-8")]) from None


def adressen_gevraagd(beleid: Beleid, nu: Callable[[], datetime]) -> Callable[[], bool]:
    """R-076: whether the register is asked for addresses today; the clock is looked at only when that differs between days."""
    standen = {versie.adresmatch for versie in beleid.versies}
    if len(standen) == 1:
        [altijd] = standen
        return lambda: altijd
    return lambda: beleid.op(vandaag(nu())).adresmatch
