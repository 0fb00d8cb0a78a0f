"""docs/site: what is made of the contract, the fault tables and the sample programs, before MkDocs makes HTML of it."""

import json
import re
from pathlib import Path

import pytest
import yaml

from docs.site import klanten
from docs.site.__main__ import maak
from docs.site.bron import neem_over
from docs.site.fouttabel import WORTEL, fouten
from docs.site.links import kapot
from docs.site.opmaak import code, tekst
from docs.site.schema import berichten, soorten
from verwijsindex.contract.elementen import elementnamen
from verwijsindex.contract.fouten import fouten_van
from verwijsindex.contract.operaties import CONTRACTEN, CONTRACTOPERATIES


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages and settings, made once."""
    naar = tmp_path_factory.mktemp("site")
    maak(naar)
    return naar


def _elementen(soort: str, diep: frozenset[str] = frozenset()) -> set[str]:
    """The names of all elements below a type."""
    onder = [e for e in soorten()[soort].elementen if e.soort not in diep]
    return {e.naam for e in onder}.union(*(_elementen(e.soort, diep | {e.soort}) for e in onder))


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("operatie", CONTRACTOPERATIES, ids=lambda operatie: operatie.naam)
def test_every_operation_has_a_page(site: Path, operatie) -> None:
    """With its Action, every element of request and answer, a sample of both, and every fault that it can give."""
    pagina = (site / "bron/naslag/operaties" / f"{operatie.naam}.md").read_text(encoding="utf-8")
    assert code(operatie.action) in pagina
    altijd = {"verzenderOin", "instantieId", "gebruikerId", "rol", "kenmerk", "berichtId", "tijdstip", "versie"}
    for bericht in (operatie.request, operatie.response):
        namen = _elementen(berichten()[bericht]) - altijd - _elementen("{urn:verwijsindex:typen:v1}FoutType")
        assert [naam for naam in namen if not re.search(rf"[>;]{naam}</code>", pagina)] == []
    assert {"### Verzoek", "### Antwoord"} <= set(pagina.splitlines())
    assert f"](../../voorbeelden/getekend/{operatie.naam}-" in pagina
    assert [code_ for code_ in fouten_van(operatie.naam) if f"[{code_}](../fouten/{code_}.md)" not in pagina] == []


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("fout", fouten().values(), ids=lambda fout: fout.code)
def test_every_fault_code_has_a_page(site: Path, fout) -> None:
    """With causes, what to do, whether to repeat, and an example that carries the code."""
    pagina = (site / "bron/naslag/fouten" / f"{fout.code}.md").read_text(encoding="utf-8")
    for deel in (fout.betekenis, fout.oorzaken, fout.raad):
        assert len(deel) > 5
        assert tekst(deel) in pagina
    assert ("Herhalen mag" in pagina) is fout.herhaalbaar
    assert re.search(rf"<faultstring>{fout.code} .* \[incident [0-9a-f-]+\]</faultstring>", pagina)


def test_everything_in_the_schemas_is_explained(site: Path) -> None:
    """Every type, element and value has documentation, and every type its own place on the page of types."""
    zonder = [s.naam for s in soorten().values() if not s.uitleg]
    zonder += [f"{s.naam}/{e.naam}" for s in soorten().values() for e in s.elementen if not e.uitleg]
    zonder += [f"{s.naam}={waarde}" for s in soorten().values() for waarde, uitleg in s.waarden if not uitleg]
    assert zonder == []
    ankers = re.findall(r"\{: #(\S+) \}", (site / "bron/naslag/typen.md").read_text(encoding="utf-8"))
    assert len(soorten()) == len(ankers) == len(set(ankers))
    gelezen = {e.naam for s in soorten().values() for e in s.elementen}
    assert elementnamen() == gelezen | {naam.partition("}")[2] for naam in berichten()}


def test_every_page_stands_once_in_the_menu(site: Path) -> None:
    """Nothing that was written or made is left out, and nothing stands twice."""

    def paden(deel: object) -> list[str]:
        onder = deel.values() if isinstance(deel, dict) else deel if isinstance(deel, list) else None
        return [str(deel)] if onder is None else [pad for stuk in onder for pad in paden(stuk)]

    menu = yaml.safe_load((site / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert sorted(paden(menu)) == sorted(p.relative_to(site / "bron").as_posix() for p in (site / "bron").rglob("*.md"))
    assert [dienst.service for dienst in CONTRACTEN] == [naam for deel in _deel(menu, "Naslag") for naam in deel if naam.endswith("_v1")]


def _deel(menu: list[dict[str, list[dict[str, object]]]], naam: str) -> list[dict[str, object]]:
    (gevonden,) = [deel[naam] for deel in menu if naam in deel]
    return gevonden


def test_the_pages_that_a_browser_looks_at_are_there(site: Path) -> None:
    """One of each kind, by the name that MkDocs gives it; the last of them is no page of the site but that of a service."""
    namen = json.loads((WORTEL / ".ci/site/bladzijden.json").read_text(encoding="utf-8"))
    bronnen = [
        Path(naam.replace("index.html", "README.html")).with_suffix(".md") for naam in namen if naam not in ("404.html", "dienst.html")
    ]
    assert len(bronnen) > 8
    assert [str(bron) for bron in bronnen if not (site / "bron" / bron).is_file()] == []


def test_what_a_page_points_to_outside_docs_comes_along(site: Path) -> None:
    """A link out of ``docs/`` leads to a copy, and the links in that copy lead back."""
    assert "](project/SECURITY.md)" in (site / "bron/beveiliging.md").read_text(encoding="utf-8")
    assert "](../beveiliging.md)" in (site / "bron/project/SECURITY.md").read_text(encoding="utf-8")
    assert (site / "bron/contract/wsdl/plat/meldingen-v1.wsdl").is_file()


def test_a_link_to_nothing_outside_docs_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that points to a file that is not there stops the build."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/README.md").write_text("[weg](../weg.md)", encoding="utf-8")
    monkeypatch.setattr("docs.site.bron.DOCS", tmp_path / "docs")
    monkeypatch.setattr("docs.site.bron.WORTEL", tmp_path)
    with pytest.raises(FileNotFoundError):
        neem_over(tmp_path / "site")


def test_a_stack_gets_a_page_of_its_program(tmp_path: Path) -> None:
    """Of each folder with a README: what it says, and the sources that can be read; others are left alone."""
    (tmp_path / "php").mkdir()
    (tmp_path / "php/README.md").write_text("Zo gaat het.\n", encoding="utf-8")
    (tmp_path / "php/klant.toml").write_text('titel = "PHP"\n', encoding="utf-8")
    (tmp_path / "php/melder.php").write_text("<?php\n// ```\n", encoding="utf-8")
    (tmp_path / "php/lang.php").write_text("\n" * 500, encoding="utf-8")
    (tmp_path / "leeg").mkdir()
    assert klanten.paginas(tmp_path) == {
        "klanten/php.md": "# PHP\n\nZo gaat het.\n\n## Het programma\n\n### melder.php\n\n````php\n<?php\n// ```\n````\n"
    }
    assert klanten.paginas(tmp_path / "er niet") == {}


def test_broken_links_are_found(tmp_path: Path) -> None:
    """A file that is not there, a place that has no such name, and a way out of the site; other hosts are left alone."""
    (tmp_path / "a.html").write_text(
        '<p id="hier"><a href="#hier"></a><a href="#weg"></a><a href="b.html#daar"></a><a href="c.html"></a>'
        '<a href="../uit.html"></a><a href="https://example.org/"></a><img src="d.png">',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<p id="daar">', encoding="utf-8")
    assert [f"a.html: {link}" for link in ("#weg", "c.html", "../uit.html", "d.png")] == list(kapot(tmp_path))


def test_text_and_code_mean_nothing_in_markdown() -> None:
    """What the contract says stays text, whatever signs are in it."""
    assert tekst("a | b *c*\n <d> [e] f_g") == r"a \| b \*c\* &lt;d&gt; \[e\] f\_g"
    assert code("a|*/<_>") == "<code>a&#124;&#42;/<wbr>&lt;&#95;&gt;</code>"
