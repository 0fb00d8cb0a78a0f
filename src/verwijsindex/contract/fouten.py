"""Which refusals each operation can give: for its page, the documentation and who writes a client.

Codes that the message itself can cause with any operation (DK0001, VIR-S01 and so on) are not repeated here; nor is DK0051, which is ours.
A test holds this against the code of the operations.
"""

from typing import Final

from verwijsindex.contract.operaties import BELEIDSINFORMATIE, REGIE, VAN_DIENST

_ALTIJD: Final = frozenset({"DK0004", "DK0002", "VIR-122", "VIR-120", "VIR-123"})
"""The schema, the signer, and who is calling."""
_MELDER: Final = _ALTIJD | {"VIR-160", "VIR-121", "VIR-105"}
_NUMMER: Final = frozenset({"VIR-101", "VIR-102", "VIR-112", "VIR-190"})
_IEMAND: Final = _NUMMER | {"VIR-103", "VIR-110", "VIR-111"}
_MET_SLEUTEL: Final = frozenset({"VIR-140", "VIR-130"})
_ZONDER_ONDERDEEL: Final = frozenset({"DK0004", "DK0002", "VIR-160"})

_VAN: Final[dict[str, frozenset[str]]] = {
    "MeldJeugdige": _MELDER | _IEMAND | _MET_SLEUTEL | {"VIR-106"},
    "MeldJeugdigen": _MELDER | _IEMAND | _MET_SLEUTEL | {"VIR-106"},
    "VerwijderMelding": _ALTIJD | _MET_SLEUTEL | {"VIR-131"},
    "RaadpleegEigenMeldingen": _ALTIJD,
    "WijzigContactgegevens": _ALTIJD | _MET_SLEUTEL,
    "KoppelBsn": _MELDER | _IEMAND | _MET_SLEUTEL | {"VIR-131"},
    "ControleerVerbinding": _ALTIJD,
    "HaalSignalenOp": _ALTIJD,
    "BevestigSignalen": _ALTIJD,
    "HaalHistorieOp": _ALTIJD | _MET_SLEUTEL | {"VIR-131", "VIR-132"},
    "RegistreerVerzoek": _ALTIJD | _NUMMER | _MET_SLEUTEL | {"VIR-111", "VIR-170"},
    "GeefAdvies": _ALTIJD | _MET_SLEUTEL | {"VIR-171", "VIR-172"},
    "BeslisVerzoek": _ALTIJD | _MET_SLEUTEL | {"VIR-171", "VIR-172"},
    "GeefInzage": _ALTIJD | _MET_SLEUTEL | {"VIR-171", "VIR-172"},
    "VerwijderUitArchief": _ALTIJD | _MET_SLEUTEL | {"VIR-101"},
    **{operatie.naam: _ZONDER_ONDERDEEL for dienst in (REGIE, BELEIDSINFORMATIE) for operatie in VAN_DIENST[dienst]},
    "OntvangSignalen": frozenset({"DK0004", "DK0002"}),  # of the partner, who answers the index
}


def fouten_van(operatie: str) -> tuple[str, ...]:
    """The codes that ``operatie`` can give, in the order of their names; KeyError when the contract has no such operation."""
    return tuple(sorted(_VAN[operatie]))


def operaties_met(code: str) -> tuple[str, ...]:
    """The operations that can give ``code``, in the order of the contract; none for what any message can cause."""
    return tuple(operatie for operatie, codes in _VAN.items() if code in codes)
