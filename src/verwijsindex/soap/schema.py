"""Step 12: the verified Body child against the contract's XSD (DK0004). Location hints in messages are never followed."""

from lxml import etree

from verwijsindex.contract.elementen import elementnamen
from verwijsindex.contract.schema import PerDraad
from verwijsindex.domain.weigeringen import ElementOnjuist


class Schema:
    """The schema of one service, by its name in the contract."""

    def __init__(self, naam: str, versie: int = 1) -> None:
        self._schema = PerDraad(naam, versie)

    def valideer(self, kind: etree._Element) -> None:
        """R-050, R-051, R-171: raise ElementOnjuist (DK0004) with the path of the first offending element, in names of the contract."""
        schema = self._schema()
        if not schema.validate(kind):
            raise ElementOnjuist(_pad(kind, schema.error_log[0].path))


def _pad(kind: etree._Element, xpath: str | None) -> str | None:
    """The path from below the operation's element; cut off where the sender used a name of his own."""
    element = _zoek(kind, xpath)
    if element is None:
        return None
    stappen = [_stap(e) for e in reversed([element, *element.iterancestors()]) if e is not kind]
    bekend: list[str] = []
    for stap in stappen:
        if stap.partition("[")[0] not in elementnamen():
            break
        bekend.append(stap)
    return "/".join(bekend) or None


def _zoek(kind: etree._Element, xpath: str | None) -> etree._Element | None:
    """The element that libxml2 points at; None when its prefixes do not tell."""
    if xpath is None:
        return None
    prefixen = {prefix: naam for element in kind.iter("*") for prefix, naam in element.nsmap.items() if prefix}
    try:
        gevonden = kind.getroottree().xpath(xpath, namespaces=prefixen)
    except etree.XPathError:
        return None
    return gevonden[0] if isinstance(gevonden, list) and gevonden and isinstance(gevonden[0], etree._Element) else None


def _stap(element: etree._Element) -> str:
    """Local name, with its number when brothers of the same name stand beside it."""
    naam = etree.QName(element).localname
    ouder = element.getparent()
    broers = [element] if ouder is None else [e for e in ouder if e.tag == element.tag]
    return naam if len(broers) == 1 else f"{naam}[{broers.index(element) + 1}]"
