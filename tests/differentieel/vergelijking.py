"""The comparison itself: which disagreements are explained by a rule, and which are not."""

from dataclasses import dataclass
from datetime import datetime

from verwijsindex.security.trust import TrustStore

from ..unit.security import pki
from . import oordelen
from .blik import Blik
from .regels import Regel, gebroken


@dataclass(frozen=True)
class Uitkomst:
    """Our code (empty: accepted), what the others thought, the rules that explain a difference, and what cannot be explained."""

    code: str
    anderen: tuple[bool, bool]  # signxml, libxmlsec1
    regels: tuple[Regel, ...] = ()
    onverklaard: str = ""


def vergelijk(raw: bytes, *, antwoord: bool, nu: datetime = pki.NU, trust: TrustStore | None = None) -> Uitkomst:
    """Judge a message three times.

    Ours may refuse what a library accepts when a rule with the same code is broken; ours may accept only what both libraries accept and
    what breaks no rule, and the Body must be the one whose bytes signxml found signed.
    """
    ons = oordelen.ons(raw, antwoord=antwoord, nu=nu, trust=trust)
    signxml, xmlsec = oordelen.signxml(raw), oordelen.libxmlsec(raw)
    anderen = (signxml.goed, xmlsec.goed)
    if ons.goed:
        return Uitkomst(
            "", anderen, onverklaard=_te_soepel(raw, antwoord, ons, signxml.goed, xmlsec.goed, oordelen.bodies_volgens(signxml))
        )
    if ons.code.startswith(oordelen.OMGEVALLEN):
        return Uitkomst(ons.code, anderen, onverklaard=f"wij weigeren niet, wij zijn {ons.code}")
    if not any(anderen):
        return Uitkomst(ons.code, anderen)
    verklaring = tuple(regel for regel in gebroken(Blik(raw, antwoord)) if regel.code == ons.code)
    return Uitkomst(ons.code, anderen, verklaring, "" if verklaring else f"wij weigeren met {ons.code}, zonder regel")


def _te_soepel(raw: bytes, antwoord: bool, ons: oordelen.Ons, signxml: bool, xmlsec: bool, bodies: list[bytes]) -> str:
    overtreden = [f"{regel.code} {regel.wat}" for regel in gebroken(Blik(raw, antwoord))]
    if not (signxml and xmlsec):
        return f"wij aanvaarden wat {'libxmlsec1' if signxml else 'signxml'} weigert"
    if overtreden:
        return f"wij aanvaarden ondanks: {'; '.join(overtreden)}"
    return "" if bodies == [ons.body] else "wij noemen een andere Body getekend dan signxml"
