"""A client on zeep and python-xmlsec: the whole story, signed, every answer verified. Values come from the environment (../README.md)."""

import sys
from os import environ as waarde
from pathlib import Path

import requests
import zeep
from ondertekening import Aan, Ondertekening
from verhaal import vertel


def maak(dienst: str) -> zeep.Client:
    """A client of one service, from the WSDL that it serves, over two-sided TLS."""
    sessie = requests.Session()
    sessie.trust_env = False  # requests prefers a CA file named in the environment to the one given here
    sessie.cert, sessie.verify = (waarde["CERTIFICAAT"], waarde["SLEUTEL"]), waarde["CA"]
    wsse = Ondertekening(Path(waarde["SLEUTEL"]), Path(waarde["CERTIFICAAT"]), Path(waarde["INDEX_CERTIFICAAT"]))
    plugins = [Aan(waarde[f"ADRES_{dienst}"])]
    return zeep.Client(waarde[f"WSDL_{dienst}"], transport=zeep.Transport(session=sessie), wsse=wsse, plugins=plugins)


def main() -> None:
    """Load, and tell the story."""
    clients = {dienst: maak(dienst) for dienst in ("MELDINGEN", "SIGNALEN")}
    print('{"stap": "laadt"}') if sys.argv[1] == "bouw" else vertel(clients)


main()
