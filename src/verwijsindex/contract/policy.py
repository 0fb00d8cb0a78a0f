"""The contract of one service in one file that also tells its message security to toolkits (koppelvlak.md 1, keuzes.md 39).

``python -m verwijsindex.contract.policy`` writes ``wsdl/policy/`` out of ``wsdl/plat/``. It is profile 2W-be-S in the words of
WS-SecurityPolicy 1.2 (besluit 0118): of every message and fault Body, Timestamp and WS-Addressing headers are signed, with an X.509 token
that the message carries, and a reply confirms the signature that it answers.
"""

from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.lezen import elementen, lees, schrijf
from verwijsindex.contract.operaties import CONTRACTEN, Dienst

_GEHEEL: Final = "VIR-WUS-S"
_DELEN: Final = "VIR-WUS-S-delen"
_X509: Final = "<sp:X509Token sp:IncludeToken='{sp}/IncludeToken/{wanneer}'><wsp:Policy><sp:WssX509V3Token10/></wsp:Policy></sp:X509Token>"
_OMHULSEL: Final = "<wsp:Policy wsu:Id='{id}'><wsp:ExactlyOne><wsp:All>{eisen}</wsp:All></wsp:ExactlyOne></wsp:Policy>"
_BINDING: Final = """
<wsam:Addressing><wsp:Policy/></wsam:Addressing>
<sp:AsymmetricBinding><wsp:Policy>
  <sp:InitiatorToken><wsp:Policy>{heen}</wsp:Policy></sp:InitiatorToken>
  <sp:RecipientToken><wsp:Policy>{terug}</wsp:Policy></sp:RecipientToken>
  <sp:AlgorithmSuite><wsp:Policy><sp:Basic256Sha256/></wsp:Policy></sp:AlgorithmSuite>
  <sp:Layout><wsp:Policy><sp:Strict/></wsp:Policy></sp:Layout>
  <sp:IncludeTimestamp/>
  <sp:OnlySignEntireHeadersAndBody/>
</wsp:Policy></sp:AsymmetricBinding>
<sp:Wss11><wsp:Policy><sp:RequireSignatureConfirmation/></wsp:Policy></sp:Wss11>
"""
_GETEKEND: Final = "<sp:SignedParts><sp:Body/><sp:Header Namespace='{wsa}'/></sp:SignedParts>"


def maak_policy(dienst: Dienst) -> bytes:
    """The flat WSDL of ``dienst`` with the policy of the profile on its binding and on each message."""
    wortel = lees(wsdl(dienst.naam, "plat", dienst.versie))
    wortel[0].text = f" Gemaakt uit wsdl/plat/{dienst.naam}-v{dienst.versie}.wsdl; niet met de hand wijzigen. "
    (binding,) = elementen(wortel, "wsdl:binding")
    binding.insert(0, _verwijzing(_GEHEEL))
    for bericht in elementen(binding, "wsdl:operation/*"):
        if etree.QName(bericht).namespace == ns.WSDL:
            bericht.insert(0, _verwijzing(_DELEN))
    wortel.extend((_policy(_GEHEEL, _binding()), _policy(_DELEN, _GETEKEND.format(wsa=ns.WSA))))
    etree.indent(wortel)
    return schrijf(wortel)


def main() -> None:
    """Write the policy variant of every service."""
    for dienst in CONTRACTEN:
        bestand = wsdl(dienst.naam, "policy", dienst.versie)
        bestand.write_bytes(maak_policy(dienst))
        print(bestand.name)


def _binding() -> str:
    heen, terug = (_X509.format(sp=ns.WSSP, wanneer=wanneer) for wanneer in ("AlwaysToRecipient", "AlwaysToInitiator"))
    return _BINDING.format(heen=heen, terug=terug)


def _policy(naam: str, eisen: str) -> etree._Element:
    namen = {"wsp": ns.WSP, "sp": ns.WSSP, "wsu": ns.WSU, "wsam": ns.WSAM}
    tekst = _OMHULSEL.format(id=naam, eisen=eisen)
    kop = " ".join(f'xmlns:{prefix}="{naam}"' for prefix, naam in namen.items())
    return etree.fromstring(f"<wortel {kop}>{tekst}</wortel>", etree.XMLParser(remove_blank_text=True))[0]


def _verwijzing(naam: str) -> etree._Element:
    return etree.Element(f"{{{ns.WSP}}}PolicyReference", {"URI": f"#{naam}"}, nsmap={"wsp": ns.WSP})


if __name__ == "__main__":
    main()
