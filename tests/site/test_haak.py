"""docs/site/haak.py: what a page gets that the theme does not give it."""

from types import SimpleNamespace

from docs.site import haak


def _pagina(pad: str) -> SimpleNamespace:
    return SimpleNamespace(file=SimpleNamespace(src_uri=pad))


def test_what_scrolls_is_reached_with_the_keyboard() -> None:
    """Code, and a table without a link in it, can have the focus."""
    assert haak.on_page_content("<pre><span></span><code>a</code></pre>") == '<pre tabindex="0"><span></span><code>a</code></pre>'
    zonder, met = "<table><tr><td>b</td></tr></table>", '<table><tr><td><a href="#c">c</a></td></tr></table>'
    assert zonder.replace("<table>", '<table tabindex="0">') + met == haak.on_page_content(zonder + met)


def test_a_column_in_english_says_so() -> None:
    """Only the last cell of each row of a table whose last column is English."""
    rij = "<tr>\n<td>jeugdige</td>\n<td>wie nog geen 23 is</td>\n<td>young person</td>\n</tr>\n"
    html = haak.on_page_content(f"<table><tr><th>woord</th><th>wat het is</th><th>in English</th></tr>{rij}{rij}</table>")
    assert (html.count('<td lang="en">young person</td>'), html.count("lang=")) == (2, 2)
    assert "lang=" not in haak.on_page_content(f"<table><tr><th>woord</th></tr>{rij}</table>")


def test_an_english_page_speaks_english_and_its_menu_dutch() -> None:
    """The language of the theme follows the page; back on a Dutch page it is Dutch again."""
    config = SimpleNamespace(theme={})
    talen = []
    for pad in ("en/README.md", "README.md"):
        haak.on_page_context({}, _pagina(pad), config, nav=None)
        talen.append(config.theme["language"])
    assert talen == ["en", "nl"]
    menu = '<nav class="md-nav md-nav--primary">'
    assert haak.on_post_page(menu, _pagina("en/README.md")) == '<nav lang="nl" class="md-nav md-nav--primary">'
    assert menu == haak.on_post_page(menu, _pagina("README.md"))
