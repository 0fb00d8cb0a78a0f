"""Every change that can be made to a message. A change takes a seeded generator and the bytes, and returns other bytes."""

from collections.abc import Callable
from functools import wraps
from random import Random

from lxml import etree

from . import op_bytes, op_elementen
from .blik import parse
from .kiezen import NietsTeKiezen

Verbouwing = Callable[[Random, bytes], bytes]


def _of_niets(verander: Verbouwing) -> Verbouwing:
    """Leave a message as it is when it has nothing left that the change could change."""

    @wraps(verander)
    def verbouw(rng: Random, raw: bytes) -> bytes:
        try:
            return verander(rng, raw)
        except NietsTeKiezen:
            return raw

    return verbouw


def _op_de_boom(verander: Callable[[Random, list[etree._Element]], object]) -> Verbouwing:
    """Make a change of the bytes of a change of the elements; a message that cannot be read stays as it is."""

    def verbouw(rng: Random, raw: bytes) -> bytes:
        boom = parse(raw)
        if boom is None:
            return raw
        verander(rng, list(boom.iter("*")))
        return etree.tostring(boom.getroottree(), encoding="utf-8")

    verbouw.__name__ = verander.__name__
    return verbouw


VERBOUWINGEN: tuple[Verbouwing, ...] = tuple(
    _of_niets(verander)
    for verander in (
        op_bytes.draai_bit,
        op_bytes.draai_in_opmaak,
        op_bytes.draai_in_opmaak,
        op_bytes.schrap_bytes,
        op_bytes.voeg_bytes_in,
        op_bytes.verander_begin,
        op_bytes.verander_einde,
        op_bytes.herbind_prefix,
        op_bytes.hernoem_prefix,
        *map(
            _op_de_boom,
            (
                op_elementen.zet_attribuut,
                op_elementen.zet_attribuut,
                op_elementen.schrap_attribuut,
                op_elementen.verander_attribuut,
                op_elementen.hernoem_attribuut,
                op_elementen.verplaats,
                op_elementen.verdubbel,
                op_elementen.schrap,
                op_elementen.ruil,
                op_elementen.voeg_in,
                op_elementen.voeg_in,
                op_elementen.hernoem,
                op_elementen.pak_in,
                op_elementen.pak_in,
                op_elementen.verander_tekst,
                op_elementen.voeg_wit_toe,
                op_elementen.voeg_commentaar_toe,
                op_elementen.ruil_algoritme,
                op_elementen.verander_verwijzing,
                op_elementen.verander_prefixlijst,
                op_elementen.verander_base64,
                op_elementen.ruil_certificaat,
                op_elementen.verander_tijd,
            ),
        ),
    )
)
