"""Servers whose second way in, without signatures, lets through what it should not, or nothing (profile 2W-be)."""

from typing import Any

from verwijsindex.security import zonder_handtekening
from verwijsindex.security.receive import Ontvanger
from verwijsindex.security.zonder_handtekening import OntvangerZonderHandtekening
from verwijsindex.wiring import server

from ..mutant import Mutant, niets


class _VanBeideProfielen(OntvangerZonderHandtekening):
    """Looks at a signature when there is one."""

    def _stappen(self, raw: bytes, http: Any, voortgang: Any) -> Any:
        soort = Ontvanger if b":Signature>" in raw else OntvangerZonderHandtekening
        return soort._stappen(self, raw, http, voortgang)


class _GelooftElkeAfzender(OntvangerZonderHandtekening):
    """Does not compare From with who made the connection."""

    def _herbouw(self, body: bytes, adressering: Any, certificaat: Any, http: Any, voortgang: Any) -> Any:
        return super()._herbouw(body, adressering._replace(from_oin=None), certificaat, http, voortgang)


MUTANTEN = (
    Mutant("geen-weg-zonder-handtekening", "KV-69", ((server, "OntvangerZonderHandtekening", Ontvanger),)),
    Mutant("ongetekend-mag-overal", "KV-69", ((server, "Ontvanger", _VanBeideProfielen),)),
    Mutant("handtekening-die-niemand-nakijkt", "KV-69", ((zonder_handtekening, "_weiger_security", niets),)),
    Mutant("ongetekend-namens-een-ander", "KV-69", ((server, "OntvangerZonderHandtekening", _GelooftElkeAfzender),)),
    Mutant("ongetekend-mag-vaker", "KV-69", ((OntvangerZonderHandtekening, "_nieuw", niets),)),
)
