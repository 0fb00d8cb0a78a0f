"""A client on zeep with `WusTransport`: the whole story, signed, every answer verified. Values come from the environment (../README.md)."""

import sys
from os import environ as waarde

from verhaal import vertel
from verwijsindex.client import WusTransport
from zeep import Client


def maak(dienst: str) -> Client:
    """A client of one service, from the WSDL that it serves."""
    transport = WusTransport(
        certificaat=waarde["CERTIFICAAT"],
        sleutel=waarde["SLEUTEL"],
        ca=waarde["CA"],
        server_oin=waarde["SERVER_OIN"],
        to=waarde[f"ADRES_{dienst}"],
    )
    return Client(waarde[f"WSDL_{dienst}"], transport=transport)


def main() -> None:
    """Load, and tell the story."""
    clients = {dienst: maak(dienst) for dienst in ("MELDINGEN", "SIGNALEN")}
    print('{"stap": "laadt"}') if sys.argv[1] == "bouw" else vertel(clients)


main()
