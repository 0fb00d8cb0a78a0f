"""Changes to the elements of a message. Each takes the generator and all elements, the Envelope first."""

from base64 import b64encode
from copy import deepcopy
from datetime import timedelta
from functools import cache
from random import Random

from lxml import etree

from verwijsindex.contract.namespaces import DS, EXC_C14N, WSSE, WSU

from ..unit.security import pki
from . import partijen
from .blik import ID
from .kiezen import kies
from .stof import ALGORITMEN, ATTRIBUTEN, NAAMRUIMTEN, NIEUW, TIJDEN


def _is_binnen(element: etree._Element, ouder: etree._Element) -> bool:
    return element is ouder or any(voorouder is element for voorouder in ouder.iterancestors())


def _zet(rng: Random, ouder: etree._Element, kind: etree._Element) -> None:
    ouder.insert(rng.randint(0, len(ouder)), kind)


def zet_attribuut(rng: Random, elementen: list[etree._Element]) -> None:
    naam, waarde = rng.choice(ATTRIBUTEN)
    rng.choice(elementen).set(naam, waarde)


def schrap_attribuut(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, [e for e in elementen if e.attrib])
    del element.attrib[rng.choice(list(element.attrib))]


def verander_attribuut(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, [e for e in elementen if e.attrib])
    naam = rng.choice(list(element.attrib))
    waarde = element.get(naam)
    element.set(
        naam, rng.choice([waarde.upper(), f" {waarde}", f"{waarde} ", waarde + "x", waarde[1:], "", waarde.replace("http:", "https:")])
    )


def hernoem_attribuut(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, [e for e in elementen if e.attrib])
    naam = rng.choice(list(element.attrib))
    kaal = etree.QName(naam).localname
    waarde = element.attrib.pop(naam)
    element.set(rng.choice([kaal, kaal.lower(), kaal.upper(), f"{{{WSU}}}{kaal}", f"{{{WSU}/}}{kaal}"]), waarde)


def verplaats(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, elementen[1:])
    _zet(rng, kies(rng, [e for e in elementen if not _is_binnen(element, e)]), element)


def verdubbel(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, elementen[1:])
    ouder = element.getparent() if rng.random() < 0.5 else rng.choice(elementen)
    _zet(rng, ouder, deepcopy(element))


def schrap(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, elementen[1:])
    element.getparent().remove(element)


def ruil(rng: Random, elementen: list[etree._Element]) -> None:
    element = kies(rng, elementen[1:])
    ouder = element.getparent()
    ouder.insert(rng.randrange(len(ouder)), element)


def voeg_in(rng: Random, elementen: list[etree._Element]) -> None:
    _zet(rng, rng.choice(elementen), etree.fromstring(rng.choice(NIEUW)))


def hernoem(rng: Random, elementen: list[etree._Element]) -> None:
    """Give an element another namespace, or none."""
    element = rng.choice(elementen)
    ruimte = rng.choice((*NAAMRUIMTEN, ""))
    element.tag = f"{{{ruimte}}}{etree.QName(element).localname}" if ruimte else etree.QName(element).localname


def pak_in(rng: Random, elementen: list[etree._Element]) -> None:
    """The wrapping attack: a signed element goes elsewhere, inside something, and another takes its place."""
    getekend = [e for e in elementen[1:] if e.get(ID) is not None]
    element = kies(rng, getekend or elementen[1:][-1:])
    ouder, plaats = element.getparent(), element.getparent().index(element)
    vals = deepcopy(element)
    for blad in list(vals.iter("*"))[-1:]:
        blad.text = (blad.text or "") + "1"
    if rng.random() < 0.5:
        vals.attrib.pop(ID, None)
    ouder.insert(plaats, vals)
    doel = kies(rng, [e for e in elementen if not _is_binnen(element, e)])
    if rng.random() < 0.5:
        omhulsel = etree.fromstring(rng.choice(NIEUW))
        _zet(rng, doel, omhulsel)
        doel = omhulsel
    _zet(rng, doel, element)


def verander_tekst(rng: Random, elementen: list[etree._Element]) -> None:
    blad = kies(rng, [e for e in elementen if len(e) == 0])
    tekst = blad.text or ""
    blad.text = rng.choice([tekst + "1", tekst[:-1], f" {tekst}", f"{tekst}\n", tekst.upper(), "", "é\u00a0𝄞"])


def voeg_wit_toe(rng: Random, elementen: list[etree._Element]) -> None:
    element, wit = kies(rng, elementen[1:]), rng.choice([" ", "\n", "\t ", "\r\n", "x"])
    if rng.random() < 0.5:
        element.tail = (element.tail or "") + wit
    else:
        element.text = wit + (element.text or "")


def voeg_commentaar_toe(rng: Random, elementen: list[etree._Element]) -> None:
    _zet(rng, rng.choice(elementen), rng.choice([etree.Comment("x"), etree.ProcessingInstruction("x", "y")]))


def ruil_algoritme(rng: Random, elementen: list[etree._Element]) -> None:
    methoden = [e for e in elementen if "Algorithm" in e.attrib]
    if methoden:
        rng.choice(methoden).set("Algorithm", rng.choice(ALGORITMEN))


def verander_verwijzing(rng: Random, elementen: list[etree._Element]) -> None:
    verwijzingen = [e for e in elementen if e.tag in (f"{{{DS}}}Reference", f"{{{WSSE}}}Reference")]
    if not verwijzingen:
        return
    ids = [f"#{e.get(ID)}" for e in elementen if e.get(ID)]
    elders = ["", "#", "#x", "#xpointer(/)", "#xpointer(id('lichaam'))", "http://127.0.0.1:1/x", "file:///bestaat/niet", "cid:x", "../x"]
    rng.choice(verwijzingen).set("URI", rng.choice([*ids, *elders]))


def verander_prefixlijst(rng: Random, elementen: list[etree._Element]) -> None:
    methoden = [e for e in elementen if e.get("Algorithm") == EXC_C14N]
    if not methoden:
        return
    methode = kies(rng, methoden)
    for oud in list(methode):
        methode.remove(oud)
    if rng.random() < 0.8:
        lijst = etree.SubElement(methode, f"{{{EXC_C14N}}}InclusiveNamespaces", nsmap={"ec": EXC_C14N})
        prefixen = ["soap", "wsa", "wsu", "u", "m", "t", "#default", "onbekend", "xml"]
        lijst.set("PrefixList", rng.choice([" ", "  ", "\t"]).join(rng.sample(prefixen, rng.randint(0, 5))))


def verander_base64(rng: Random, elementen: list[etree._Element]) -> None:
    namen = ("DigestValue", "SignatureValue", "BinarySecurityToken")
    bladen = [e for e in elementen if etree.QName(e).localname in namen and e.text]
    if not bladen:
        return
    blad = rng.choice(bladen)
    tekst, i = blad.text, rng.randrange(len(blad.text))
    blad.text = rng.choice(
        [
            f"{tekst[:i]} {tekst[i:]}",
            f"{tekst[:i]}\r\n\t{tekst[i:]}",
            f"{tekst[:i]}!{tekst[i:]}",
            f"{tekst[:i]}\u00a0{tekst[i:]}",
            tekst.rstrip("="),
            tekst + "=",
            tekst + "AAAA",
            tekst.replace("+", "-").replace("/", "_"),
            _andere_laatste_bits(tekst),
            tekst[:i] + ("A" if tekst[i] != "A" else "B") + tekst[i + 1 :],
        ]
    )


def _andere_laatste_bits(tekst: str) -> str:
    """Change the bits of the last letter that decoders throw away; a text that ends in another sign stays as it is."""
    dicht = tekst.rstrip("=\n ")
    alfabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    if dicht[-1:] not in set(alfabet):
        return tekst
    return dicht[:-1] + alfabet[alfabet.index(dicht[-1]) ^ 1] + tekst[len(dicht) :]


@cache
def _andere_certificaten() -> tuple[bytes, ...]:
    """Certificates for the key of the partner that nobody should believe, and good ones of others."""
    sleutel = partijen.sleutel("partner")
    slecht = [
        pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=10), None),
        pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=11, tot=pki.NU - timedelta(days=1)), partijen.uitgever()),
        pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=12, serienummers=()), partijen.uitgever()),
        pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=13, gebruik=pki.gebruik(tekenen=False)), partijen.uitgever()),
        pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=14), pki.Ca(partijen.groot().certificaat, partijen.groot().sleutel)),
    ]
    goed = [partijen.partner().der, partijen.groot().der, partijen.server().der]
    return (*[pki.Partij(c, sleutel).der for c in slecht], *goed, b"geen certificaat")


def ruil_certificaat(rng: Random, elementen: list[etree._Element]) -> None:
    tokens = [e for e in elementen if etree.QName(e).localname == "BinarySecurityToken"]
    if tokens:
        rng.choice(tokens).text = b64encode(rng.choice(_andere_certificaten())).decode()


def verander_tijd(rng: Random, elementen: list[etree._Element]) -> None:
    tijden = [e for e in elementen if etree.QName(e).localname in ("Created", "Expires")]
    if tijden:
        rng.choice(tijden).text = rng.choice(TIJDEN)
