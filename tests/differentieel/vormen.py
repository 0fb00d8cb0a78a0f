"""Random elements for a Body, in every way that XML can write them: prefixes, default namespaces, CDATA, entities, QNames in values.

Names are ASCII: signxml writes what it reads again in ASCII, and a name cannot be written so.
"""

from random import Random

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMEN = ("a", "b-c", "d.e", "_f", "verzoek")
_RUIMTEN = ("urn:een", "urn:twee", "http://voorbeeld.nl/a?b=c;d=(e)", "urn:verwijsindex:meldingen:v1", "urn:x:it's")
_PREFIXEN = ("p", "q", "soap", "wsu", "wsse", "ds", "xs", "_p")
_TEKSTEN = (
    "",
    " ",
    "tekst",
    "&lt;a&gt;&amp;&quot;&apos;",
    "&#13;&#10;&#9;",
    "&#x1D11E;&#233;",
    "\r\n \t",
    "]]&gt;",
    "Zoë Ḡünther 日本 𝄞 \u00a0\u200b\u2028",
    "<![CDATA[<niet>&amp; ]] >]]>",
    "<![CDATA[]]>",
    "<!-- weg -->",
    "a<!-- weg -->b",
    "<?weg ja?>",
)
_WAARDEN = ("", " x ", "&#10;&#13;&#9;", "&lt;&amp;&quot;'>", "é𝄞", "urn:een", "a  b")


def vorm(rng: Random) -> str:
    """Return one element in a namespace, with everything below it; now and then with a declaration or comments around it."""
    kern = _element(rng, {}, diepte=0, breedte=rng.choice((1, 2, 4)))
    voor = rng.choice(("", "", "", "<?xml version='1.0' encoding='UTF-8'?>\n", "<!-- voor -->", "\ufeff<?xml version='1.0'?>"))
    return voor + kern


def diep(lagen: int) -> str:
    """Return elements inside each other, each with a prefix that the next one gives another meaning."""
    open_ = "".join(f'<p:a xmlns:p="urn:{i % 3}" p:b="{i}">' for i in range(lagen))
    return f"{open_}x{'</p:a>' * lagen}"


def _element(rng: Random, bekend: dict[str, str], *, diepte: int, breedte: int) -> str:
    eigen = {rng.choice(_PREFIXEN): rng.choice(_RUIMTEN) for _ in range(rng.choice((0, 0, 1, 1, 2)))}
    if rng.random() < 0.3 or (diepte == 0 and not eigen):
        eigen[""] = rng.choice(_RUIMTEN)
    bekend = bekend | eigen
    prefix = rng.choice(sorted(bekend)) if diepte else rng.choice(sorted(eigen))
    naam = f"{prefix}:{rng.choice(_NAMEN)}" if prefix else rng.choice(_NAMEN)
    begin = naam + "".join(_declaratie(p, ruimte) for p, ruimte in eigen.items()) + _attributen(rng, bekend)
    inhoud = _inhoud(rng, bekend, diepte, breedte)
    return f"<{begin}>{inhoud}</{naam}>" if inhoud else f"<{begin} />"


def _declaratie(prefix: str, ruimte: str) -> str:
    return f' xmlns{":" if prefix else ""}{prefix}="{ruimte}"'


def _attributen(rng: Random, bekend: dict[str, str]) -> str:
    """Plain ones, prefixed ones, and those whose value is a QName."""
    prefixen = sorted({ruimte: prefix for prefix, ruimte in bekend.items() if prefix}.values())  # one prefix per namespace
    kansen = [f' z{i}="{rng.choice(_WAARDEN)}"' for i in range(rng.randint(0, 2))]
    if prefixen and rng.random() < 0.4:
        prefix = rng.choice(prefixen)
        kansen.append(f' {prefix}:y="{rng.choice(_WAARDEN)}"')
        kansen.append(f' xmlns:xsi="{XSI}" xsi:type="{prefix}:soort"')
    rng.shuffle(kansen)
    return "".join(kansen) + rng.choice(("", "", ' xml:lang="nl"', ' xml:space="preserve"'))


def _inhoud(rng: Random, bekend: dict[str, str], diepte: int, breedte: int) -> str:
    stukken = [rng.choice(_TEKSTEN) for _ in range(rng.randint(0, 2))]
    if prefixen := [prefix for prefix in sorted(bekend) if prefix and rng.random() < 0.2]:
        stukken.append(f"{prefixen[0]}:Waarde")
    aantal = rng.randint(0, breedte if diepte < 3 else 1) if diepte < 6 else 0
    stukken += [_element(rng, bekend, diepte=diepte + 1, breedte=breedte) for _ in range(aantal)]
    rng.shuffle(stukken)
    return "".join(stukken)
