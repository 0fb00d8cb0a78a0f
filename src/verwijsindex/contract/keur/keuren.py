"""Holds a contract to all rules of form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from verwijsindex.contract.geheel import lees_contract
from verwijsindex.contract.keur.binding import BINDINGREGELS
from verwijsindex.contract.keur.operaties import OPERATIEREGELS
from verwijsindex.contract.keur.regel import Bevinding
from verwijsindex.contract.keur.rondom import RONDOM
from verwijsindex.contract.keur.schema import SCHEMAREGELS

REGELS: Final = tuple(sorted((*RONDOM, *OPERATIEREGELS, *BINDINGREGELS, *SCHEMAREGELS), key=lambda regel: regel.id))
"""Every rule, in the order of its id."""


def keur(pad: Path) -> Iterator[Bevinding]:
    """What breaks a rule in the WSDL or schema at ``pad`` and in what it imports, per rule in order of line.

    Raises OSError when the file itself cannot be read.
    """
    contract = lees_contract(pad)
    for regel in REGELS:
        plekken = sorted(regel.keur(contract), key=lambda plek: (str(plek.bestand.pad), plek.regelnummer))
        yield from (Bevinding(regel, plek) for plek in plekken)
