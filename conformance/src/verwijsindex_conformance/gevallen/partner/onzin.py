"""What comes back is no answer at all: something between partner and index, or a connection that ends."""

from verwijsindex_conformance.geval import Geval, Rol, geval
from verwijsindex_conformance.nep.streken import STREKEN, streek_van
from verwijsindex_conformance.partnerproef import Partnerproef


def _onzin(id: str, titel: str, streek: str, *eisen: str) -> Geval:
    def voer_uit(p: Partnerproef) -> None:
        p.index.altijd = streek_van(streek)
        p.gelooft_niet(p.meld())

    return geval(
        id,
        titel,
        eisen=eisen,
        gedaan=f"Laat het partnersysteem iemand melden; wat terugkomt is: {STREKEN[streek].uitleg}.",
        verwacht="Het partnersysteem zegt dat er geen antwoord kwam, of dat het niet te vertrouwen was; het loopt niet vast.",
        tweeling="PART-100",
        rol=Rol.PARTNER,
    )(voer_uit)


geen_xml = _onzin("PART-150", "Een bladzijde in plaats van een antwoord", "geen-xml", "WW001", "AANVAL-47")
geen_soap = _onzin("PART-151", "Een bladzijde die zegt een bericht te zijn", "geen-soap", "WW001", "AANVAL-47")
leeg = _onzin("PART-152", "Een leeg antwoord", "leeg", "WW001", "AANVAL-47")
afgekapt = _onzin("PART-153", "Een half antwoord", "afgekapt", "WW001", "AANVAL-47")
zwijgt = _onzin("PART-154", "Een verbinding die zonder antwoord eindigt", "zwijgt", "KV-52")
http_503 = _onzin("PART-155", "HTTP 503 zonder bericht", "http-503", "KV-52")
http_403 = _onzin("PART-156", "HTTP 403 zonder bericht", "http-403", "WW001")
