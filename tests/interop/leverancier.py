"""A supplier's own client on zeep and python-xmlsec, with the signing of `conformance/klanten/zeep`: no code of the project's client."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import requests
import zeep

_BESTAND = Path(__file__).parents[2] / "conformance" / "klanten" / "zeep" / "ondertekening.py"
_spec = spec_from_file_location("ondertekening_van_zeep", _BESTAND)
assert _spec is not None
assert _spec.loader is not None
_module = module_from_spec(_spec)
_spec.loader.exec_module(_module)
Ondertekening: Any = _module.Ondertekening


class Leverancier:
    """Speaks to one sandbox for its first partner, over two-sided TLS, with what zeep made of the WSDL that the sandbox serves."""

    def __init__(self, sandbox: dict[str, Any]) -> None:
        partner = sandbox["partners"][0]
        certificaat, sleutel, ca = Path(partner["certificaat"]), Path(partner["sleutel"]), Path(sandbox["ca"])
        sessie = requests.Session()
        sessie.trust_env = False  # requests prefers a CA file named in the environment to the one given here
        sessie.cert, sessie.verify = (str(certificaat), str(sleutel)), str(ca)
        self.ondertekening = Ondertekening(sleutel, certificaat, ca.with_name("index.pem"))
        self._transport = zeep.Transport(session=sessie)
        url = sandbox["url"]["meldingen"]
        self.client = zeep.Client(f"{url}?wsdl", transport=self._transport, wsse=self.ondertekening)
        self.mandaat = partner["mandaten"][0]
        self.oin = partner["oin"]

    def meld(self, bsn: str, sleutel: str) -> Any:
        """Report one jeugdige as the first reporter; return what zeep parsed, or raise its Fault."""
        stuur = {
            "verzenderOin": self.oin,
            "instantieId": self.mandaat["instantieId"],
            "gebruikerId": self.mandaat["gebruikers"][0]["gebruikerId"],
            "rol": "MELDER",
        }
        return self.client.service.MeldJeugdige(stuurgegevens=stuur, partnerMeldingId=sleutel, jeugdige={"bsn": bsn})

    def sluit(self) -> None:
        self._transport.session.close()
