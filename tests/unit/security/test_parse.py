"""Steps 2 and 3: bytes, parser, limits."""

import time

import pytest

from verwijsindex.security.parse import controleer_bytes, ontleed
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.refusals import GeenUtf8, OngeldigeEnvelop

from .berichten import GOED, oordeel

ENV = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>{}</s:Body></s:Envelope>'


def env(inhoud: str) -> bytes:
    return ENV.format(inhoud).encode()


@pytest.mark.eis("WS006")
@pytest.mark.parametrize(
    "voor",
    [
        "",
        "\ufeff",
        '<?xml version="1.0"?>',
        "<?xml version='1.0' encoding='UTF-8' standalone=\"no\" ?>\n",
        '\ufeff<?xml version="1.0" encoding="utf-8"?>',
    ],
)
def test_utf8_with_or_without_declaration_and_bom(voor: str):
    """UTF-8 is accepted with a byte order mark, an XML declaration, both or none."""
    assert oordeel(GOED.met(voor=voor)) is None


@pytest.mark.eis("WS006", "R1012")
@pytest.mark.parametrize(
    "raw",
    [
        env("x").replace(b"x", b"\xff"),
        env("x").replace(b"x", b"\xc0\x80"),  # overlong NUL
        env("x").replace(b"x", b"\xed\xa0\x80"),  # a surrogate
        env("x").replace(b"x", b"\0"),
        env("x").decode().encode("utf-16"),
        env("x").decode().encode("utf-16-le"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + env("x"),
        b'<?xml version="1.0" encoding="utf-7"?>' + env("x"),
        b'<?xml version="1.0" encoding="utf-16"?>' + env("x"),
    ],
)
def test_what_is_not_utf8(raw: bytes):
    """Other codings are refused before any parser sees them, by the bytes or by what the declaration says."""
    with pytest.raises(GeenUtf8):
        controleer_bytes(raw)


@pytest.mark.parametrize(
    "raw",
    [b'<?xml version="1.1"?>' + env("x"), b'<?xml encoding="utf-8"?>' + env("x"), b'<?xml version="1.0" x="y"?>' + env("x")],
)
def test_a_declaration_of_another_form(raw: bytes):
    """XML 1.1 and malformed declarations are refused."""
    with pytest.raises(OngeldigeEnvelop):
        controleer_bytes(raw)


@pytest.mark.eis("R1008", "R1009")
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   ",
        b"geen xml",
        b"<a>",
        b"<a/><b/>",
        b"<!DOCTYPE a><a/>",
        b"\n<!-- x --><!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>',
        b"<a>&onbekend;</a>",
        b"<?pi x?><a/>",
        b"<a><?pi x?></a>",
        b"<a/><?pi x?>",
        b"<!-- x --><a/>",
        b"<a/><!-- x -->",
        b"<a><!-- x --></a>",
        b"<a x='1' x='2'/>",
        b"<p:a/>",
        b'<?xml version="1.0"?><?xml version="1.0"?><a/>',
        env("x").replace(b"<s:Header/>", b"<s:Header><!-- x --></s:Header>"),
        env('<b href="#1"/>'),
        env('<b s:encodingStyle="x"/>'),
    ],
)
def test_what_the_parser_or_the_rules_around_it_refuse(raw: bytes):
    """No DTD, no entity, no processing instruction, no comment outside the Body, nothing malformed, no SOAP encoding."""
    with pytest.raises(OngeldigeEnvelop):
        ontleed(raw, STRIKT)


@pytest.mark.parametrize(
    "inhoud", ["<!-- x --><b/>", "<b><!-- x --></b>", "<b><![CDATA[<?pi?><!DOCTYPE a><!-- -->]]></b>", "<b x:y='' xmlns:x='u:x'/>"]
)
def test_what_looks_alike_and_is_fine(inhoud: str):
    """Comments in the Body and markup that is only text are accepted."""
    assert ontleed(env(inhoud), STRIKT).envelope is not None


L = STRIKT.limieten


def attributen(aantal: int) -> str:
    return f"<b {' '.join(f'a{i}=_' for i in range(aantal))}/>".replace("_", "''")


def naamruimten(aantal: int) -> str:
    return f"<b {' '.join(f'xmlns:n{i}=_urn:n{i}_' for i in range(aantal))}/>".replace("_", "'")


@pytest.mark.eis("R-170")
@pytest.mark.parametrize(
    ("op_de_grens", "erover"),
    [
        ("<b>" * (L.diepte - 2) + "</b>" * (L.diepte - 2), "<b>" * (L.diepte - 1) + "</b>" * (L.diepte - 1)),
        ("<b/>" * (L.elementen - 3), "<b/>" * (L.elementen - 2)),
        (attributen(L.attributen), attributen(L.attributen + 1)),
        ("<b a=''/>" * (L.attributen_samen - 20), "<b a=''/>" * (L.attributen_samen + 1)),
        (naamruimten(L.naamruimten), naamruimten(L.naamruimten + 1)),
        ("".join(f'<b id="i{i}"/>' for i in range(L.ids)), "".join(f'<b ID="i{i}"/>' for i in range(L.ids + 1))),
        (f"<{'b' * L.naam}/>", f"<{'b' * (L.naam + 1)}/>"),
        (f"<b {'a' * L.naam}=''/>", f"<b {'a' * (L.naam + 1)}=''/>"),
        (f"<b xmlns='{'u' * L.naam}'/>", f"<b xmlns='u{'u' * (L.naam + 8)}'/>"),
        (f"<b a='{'x' * L.attribuutwaarde}'/>", f"<b a='{'x' * (L.attribuutwaarde + 1)}'/>"),
    ],
    ids=[
        "diepte",
        "elementen",
        "attributen",
        "attributen samen",
        "naamruimten",
        "ids",
        "elementnaam",
        "attribuutnaam",
        "naamruimte",
        "waarde",
    ],
)
def test_every_limit_has_its_twin(op_de_grens: str, erover: str):
    """What is at the limit is accepted, what is over it is refused."""
    assert ontleed(env(op_de_grens), STRIKT).envelope is not None
    with pytest.raises(OngeldigeEnvelop):
        ontleed(env(erover), STRIKT)


def test_text_between_tags_is_not_taken_for_tags():
    """Long text, text full of the word xmlns and long CDATA are no names and no declarations."""
    for inhoud in ("x" * 5000, "<![CDATA[" + "x" * 5000 + "]]>", "xmlns='" + "x" * 300, "a=b " * 100):
        assert ontleed(env(f"<b>{inhoud}</b>"), STRIKT).envelope is not None


@pytest.mark.eis("R-170")
@pytest.mark.parametrize(
    "inhoud",
    [
        "<b>" * 10_000 + "</b>" * 10_000,
        "<b/>" * 250_000,
        attributen(60_000),
        attributen(64) * 1_900,
        naamruimten(5_000),
        naamruimten(32) * 1_500,
        f"<{'b' * 100_000}/>",
        f"<b a='{'x' * 1_000_000}'/>",
    ],
    ids=["diepte", "elementen", "attributen", "overal attributen", "naamruimten", "overal naamruimten", "naam", "waarde"],
)
def test_growth_in_any_direction_is_cheap_to_refuse(inhoud: str):
    """Every oversized message under the size limit costs less than 200 ms of CPU."""
    begin = time.process_time()
    with pytest.raises(OngeldigeEnvelop):
        ontleed(env(inhoud), STRIKT)
    assert time.process_time() - begin < 0.2


def test_every_attribute_that_could_be_an_id_is_collected():
    """Id in any case and any namespace counts; names that only end in id do not."""
    boom = ontleed(env('<b Id="1" xmlns:x="urn:x" x:iD="2" xml:id="n3" paid="4" x:paid="5" wid="6"><c ID="7"/></b>'), STRIKT)
    assert boom.ids == ("1", "2", "n3", "7")
