"""Spyne's place: the verified Body child selects a service method, which gets and gives instances of the Spyne types.

Spyne sees no bytes, no HTTP and no faults: what a method raises comes out as it is. `lees`, `roep_aan` and `schrijf` are apart so that
they can be timed apart; `voer_uit` is the three in order.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree
from spyne import Application
from spyne.protocol import ProtocolBase

from verwijsindex.contract.operaties import VAN_DIENST, Dienst
from verwijsindex.operations.context import Context
from verwijsindex.soap import codec
from verwijsindex.soap.aanroep import Aanroep
from verwijsindex.soap.services import SERVICES


@dataclass(slots=True)
class _Oproep:
    """What Spyne reads of a call: of its own MethodContext's forty fields the four that are not for transports and protocols."""

    descriptor: Any
    function: Any
    in_object: list[Any]
    udc: Aanroep


class _PerDienst:
    """What is the same of one service for every door: Spyne's application, and a reader and a writer for every operation."""

    def __init__(self, dienst: Dienst) -> None:
        self.app = Application([SERVICES[dienst]], tns=dienst.namespace, in_protocol=ProtocolBase(), out_protocol=ProtocolBase())
        methoden = self.app.interface.service_method_map
        self.methoden = {operatie.request: methoden[operatie.request][0] for operatie in VAN_DIENST[dienst]}
        self.lezers = {naam: codec.lezer(methode.in_message) for naam, methode in self.methoden.items()}
        self.schrijvers = {
            operatie.request: codec.schrijver(self.methoden[operatie.request].out_message, operatie.response)
            for operatie in VAN_DIENST[dienst]
        }


_per_dienst = cache(_PerDienst)


class Dispatcher:
    """Calls the operations of one service."""

    def __init__(self, dienst: Dienst, context: Context) -> None:
        """KeyError when the contract has an operation that the service lacks. The first of a process takes longest: it compiles."""
        self._context = context
        eigen = _per_dienst(dienst)
        self._app, self._methoden, self._lezers, self._schrijvers = eigen.app, eigen.methoden, eigen.lezers, eigen.schrijvers

    def voer_uit(self, kind: etree._Element, oin: str, bericht_id: str) -> bytes:
        """Carry out the operation of a verified, XSD-valid Body child; gives the child of the reply's Body.

        Raises Weigering when a rule says no, and whatever goes wrong on our side.
        """
        naam = str(kind.tag)
        return self.schrijf(naam, self.roep_aan(naam, self.lees(naam, kind), Aanroep(self._context, oin, bericht_id)))

    def lees(self, naam: str, kind: etree._Element) -> Any:
        """The request as an instance of its Spyne type."""
        return self._lezers[naam](kind)

    def roep_aan(self, naam: str, verzoek: Any, aanroep: Aanroep) -> Any:
        """Let Spyne call the service method."""
        methode = self._methoden[naam]
        return self._app.call_wrapper(_Oproep(methode, methode.function, [verzoek], aanroep))

    def schrijf(self, naam: str, antwoord: Any) -> bytes:
        """The reply as XML."""
        return self._schrijvers[naam](antwoord)
