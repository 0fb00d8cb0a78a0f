"""Services of the contract whose module is not there: every operation of them is VIR-160 (keuzes.md 43)."""

from typing import Any, NoReturn

from spyne import Service, rpc

from verwijsindex.contract.operaties import VAN_DIENST, Dienst, Operatie
from verwijsindex.operations.niet_aangeboden import weiger_niet_aangeboden
from verwijsindex.soap import translate, types


def niet_aangeboden(dienst: Dienst) -> type:
    """The service as Spyne sees it, with all operations of its contract."""
    return type(dienst.service, (Service,), {operatie.naam: _methode(operatie) for operatie in VAN_DIENST[dienst]})


def _methode(operatie: Operatie) -> Any:
    def weiger(spyne: Any, verzoek: Any) -> NoReturn:
        weiger_niet_aangeboden(translate.afzender(verzoek, spyne.udc), operatie.naam, spyne.udc.context)

    weiger.__name__ = operatie.naam
    return rpc(types.VERZOEKEN[operatie.naam], _returns=types.ANTWOORDEN[operatie.naam], _body_style="bare")(weiger)
