"""What the contract has and this index does not offer (keuzes.md 43)."""

from typing import NoReturn

from verwijsindex.domain.weigeringen import NietAangeboden
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.toegang import behandel


def weiger_niet_aangeboden(afzender: Afzender, operatie: str, context: Context) -> NoReturn:
    """VIR-160 to whoever is who he says he is, before anything is asked about his rights (keuzes.md 2); logged as any refusal.

    Raises VerzenderOnjuist (DK0002), else NietAangeboden.
    """
    with behandel(afzender, operatie, context):
        raise NietAangeboden
