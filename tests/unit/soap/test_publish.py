"""What a service publishes on GET: its contract with its own address, and a page for people (koppelvlak.md 1)."""

import re
from html.parser import HTMLParser

import pytest
from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.bestanden import XSD_MAP
from verwijsindex.contract.fouten import fouten_van
from verwijsindex.contract.operaties import DIENSTEN, MELDINGEN, SIGNALEN, VAN_DIENST, Dienst
from verwijsindex.soap.publish import Publicatie, Publicaties

BASIS = "https://index.example:8443"
DOCUMENTEN = ("", "wsdl", "wsdl=plat", "wsdl=policy", "xsd=typen-v1.xsd")


@pytest.fixture(scope="module")
def publicaties() -> Publicaties:
    return Publicaties(BASIS)


def _kop(publicatie: Publicatie, naam: str) -> str:
    (waarde,) = [waarde for kop, waarde in publicatie.headers if kop == naam]
    return waarde


@pytest.mark.parametrize("dienst", DIENSTEN, ids=lambda dienst: dienst.naam)
@pytest.mark.parametrize("query", DOCUMENTEN)
def test_every_document_can_be_kept_and_checked(publicaties: Publicaties, dienst: Dienst, query: str) -> None:
    """Every document comes with 200, its type, a strong ETag and how long it may be kept."""
    publicatie = publicaties.publiceer(dienst, query, None)
    soort = "text/html; charset=utf-8" if query == "" else "text/xml; charset=utf-8"
    assert publicatie.status == "200 OK"
    assert _kop(publicatie, "Content-Type") == soort
    assert re.fullmatch(r'"[0-9a-f]{32}"', _kop(publicatie, "ETag"))
    assert _kop(publicatie, "Cache-Control") == "public, max-age=300"


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("dienst", DIENSTEN, ids=lambda dienst: dienst.naam)
@pytest.mark.parametrize("query", ["wsdl", "WSDL", "wsdl=plat", "wsdl=policy"])
def test_wsdl_names_the_public_address(publicaties: Publicaties, dienst: Dienst, query: str) -> None:
    """The one soap:address of a published WSDL is the configured public address of the service."""
    wortel = etree.fromstring(publicaties.publiceer(dienst, query, None).body)
    adressen = [adres.get("location") for adres in wortel.iter(f"{{{ns.WSDL_SOAP}}}address")]
    assert adressen == [f"{BASIS}/{dienst.naam}/v1"]


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("dienst", DIENSTEN, ids=lambda dienst: dienst.naam)
def test_every_reference_can_be_followed(publicaties: Publicaties, dienst: Dienst) -> None:
    """Starting at ?wsdl, every schemaLocation is absolute, at this service, and leads to a schema of the namespace it promises."""
    wacht, gezien = ["wsdl"], set()
    while wacht:
        query = wacht.pop()
        gezien.add(query)
        wortel = etree.fromstring(publicaties.publiceer(dienst, query, None).body)
        for verwijzing in wortel.iter(f"{{{ns.XSD}}}import"):
            url, _, doel = verwijzing.attrib["schemaLocation"].partition("?")
            assert url == f"{BASIS}/{dienst.naam}/v1"
            gevonden = etree.fromstring(publicaties.publiceer(dienst, doel, None).body)
            assert gevonden.get("targetNamespace") == verwijzing.get("namespace")
            wacht += [doel] if doel not in gezien else []
    assert gezien == {"wsdl", "xsd=typen-v1.xsd", f"xsd={dienst.naam}-v1.xsd"}


def test_published_schema_differs_from_the_file_in_references_only(publicaties: Publicaties) -> None:
    """Canonically, a published schema equals the hand-written file once the references are left out."""

    def zonder_verwijzingen(wortel: etree._Element) -> bytes:
        for verwijzing in wortel.iter(f"{{{ns.XSD}}}import"):
            del verwijzing.attrib["schemaLocation"]
        return etree.tostring(wortel, method="c14n")

    bestand = etree.parse(XSD_MAP / "meldingen-v1.xsd").getroot()
    gepubliceerd = etree.fromstring(publicaties.publiceer(MELDINGEN, "xsd=meldingen-v1.xsd", None).body)
    assert zonder_verwijzingen(bestand) == zonder_verwijzingen(gepubliceerd)


@pytest.mark.parametrize(
    "query",
    [
        "wsdl=",
        "xsd",
        "xsd=",
        "xsd=signalen-v1.xsd",
        "xsd=../setup.cfg",
        "xsd=../wsdl/meldingen-v1.wsdl",
        "xsd=..%2Fsetup.cfg",
        "xsd=/etc/passwd",
        "xsd=typen-v1.xsd%00",
        "wsdl&xsd=typen-v1.xsd",
        "wsdl=plat&wsdl",
        "x",
    ],
)
def test_nothing_else_is_published(publicaties: Publicaties, query: str) -> None:
    """Any other query, however it points at a file, is 404 and is not kept."""
    publicatie = publicaties.publiceer(MELDINGEN, query, None)
    assert publicatie.status == "404 Not Found"
    assert _kop(publicatie, "Cache-Control") == "no-store"


@pytest.mark.parametrize("vorm", ["{etag}", "W/{etag}", '"ander", {etag}', "*"])
def test_a_known_document_is_not_sent_again(publicaties: Publicaties, vorm: str) -> None:
    """If-None-Match with the ETag of the document, alone, weak or in a list, gives 304 without a body and with the ETag."""
    etag = _kop(publicaties.publiceer(SIGNALEN, "wsdl", None), "ETag")
    publicatie = publicaties.publiceer(SIGNALEN, "wsdl", vorm.format(etag=etag))
    assert publicatie == Publicatie("304 Not Modified", [("ETag", etag), ("Cache-Control", "public, max-age=300")], b"")


@pytest.mark.parametrize("anders", ['"ander"', "", 'W/"ander", "nog een"'])
def test_another_document_is_sent(publicaties: Publicaties, anders: str) -> None:
    """If-None-Match with other ETags gives the document."""
    assert publicaties.publiceer(SIGNALEN, "wsdl", anders).status == "200 OK"


def test_etag_depends_on_the_bytes(publicaties: Publicaties) -> None:
    """The same document under another address has another ETag; prepared again it has the same."""
    etag = _kop(publicaties.publiceer(MELDINGEN, "wsdl", None), "ETag")
    assert etag == _kop(Publicaties(f"{BASIS}/").publiceer(MELDINGEN, "wsdl", None), "ETag")
    assert etag != _kop(Publicaties("https://elders.example").publiceer(MELDINGEN, "wsdl", None), "ETag")


class _Pagina(HTMLParser):
    """Collects what the page links to, loads and names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.labels: list[str] = []
        self.talen: list[str | None] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.labels.append(tag)
        gegevens = dict(attrs)
        if tag == "html":
            self.talen.append(gegevens.get("lang"))
        self.links += [waarde or "" for naam, waarde in attrs if naam in ("href", "src")]
        self.ids += [waarde or "" for naam, waarde in attrs if naam == "id"]


@pytest.mark.parametrize("dienst", DIENSTEN, ids=lambda dienst: dienst.naam)
def test_page_is_for_people(publicaties: Publicaties, dienst: Dienst) -> None:
    """The page is Dutch, has a title and one main heading, names every operation with its faults, loads nothing, and its links work."""
    html = publicaties.publiceer(dienst, "", None).body.decode()
    pagina = _Pagina(html)
    assert pagina.talen == ["nl"]
    assert (pagina.labels.count("title"), pagina.labels.count("h1"), pagina.labels.count("main")) == (1, 1, 1)
    assert not {"script", "link", "img", "iframe"} & set(pagina.labels)
    assert not re.search(r"url\(|@import", html)
    assert [operatie.naam for operatie in VAN_DIENST[dienst]] == re.findall(r"<dt [^>]*>([A-Z]\w+)</dt>", html)[: len(VAN_DIENST[dienst])]
    binnen, buiten = ([link for link in pagina.links if link.startswith("#") is hier] for hier in (True, False))
    assert {code for operatie in VAN_DIENST[dienst] for code in fouten_van(operatie.naam)} == {link[1:] for link in binnen}
    assert {link[1:] for link in binnen} <= set(pagina.ids)
    assert len(pagina.ids) == len(set(pagina.ids))
    assert len(buiten) == 5
    for link in buiten:
        url, _, query = link.partition("?")
        assert url == f"{BASIS}/{dienst.naam}/v1"
        assert publicaties.publiceer(dienst, query, None).status == "200 OK"


def test_an_address_without_signatures_has_no_policy() -> None:
    """What is said about the address with profile 2W-be takes the place of the policy, on the page as well."""
    publicaties = Publicaties(BASIS, "zonder handtekening")
    assert publicaties.publiceer(MELDINGEN, "wsdl=policy", None).status == "404 Not Found"
    assert b"wsdl=policy" not in publicaties.publiceer(MELDINGEN, "", None).body


def test_address_cannot_write_html() -> None:
    """An address with signs that mean something in HTML or XML stays text."""
    publicaties = Publicaties('https://x/"><script>')
    assert b"<script" not in publicaties.publiceer(MELDINGEN, "", None).body
    assert etree.fromstring(publicaties.publiceer(MELDINGEN, "wsdl", None).body) is not None
