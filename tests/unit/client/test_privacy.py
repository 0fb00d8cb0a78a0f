"""No personal data leaves by way of an error, a log or a repr (R-171, attack case 48)."""

import logging
import traceback
from datetime import date

import pytest

from verwijsindex.client import Bevraging, Contact, Contactgegevens, TeMelden, VerwijsindexFout, ZonderBsn

from .server import CONTACT, Antwoord, fout, goed, kopfout

BSN = "999990019"
NAAM = "Wonderberg"
GEHEIM = (BSN, NAAM, "2012-05-31", "2012, 5, 31", "A. Agent", "0900-8844", "MeldJeugdigeResponse", "jeugdige>")

GEDRAG = {
    "good": goed,
    "refused": fout("VIR-110"),
    "header fault": kopfout("DK0051 Storing."),
    "unsigned": lambda v: Antwoord(v.goed().encode()),
    "tampered": lambda v: Antwoord(v.getekend(v.goed()).replace(b"2028", b"2029")),
    "outside the contract": lambda v: Antwoord(v.getekend(v.goed().replace("true", BSN))),
    "echo as a web page": lambda v: Antwoord(v.raw, status=500, soort="text/html"),
    "echo as SOAP": lambda v: Antwoord(v.raw),
    "broken off": lambda v: Antwoord(v.raw[:200], lengte=5000),
    "no answer": lambda v: None,
}
VERZOEKEN = {
    "bsn": TeMelden(bsn=BSN),
    "bevraging": TeMelden(bevraging=Bevraging(NAAM, date(2012, 5, 31))),
    "zonder bsn": TeMelden(zonder_bsn=ZonderBsn(NAAM, date(2012, 5, 31), "V")),
}


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("gedrag", GEDRAG.values(), ids=GEDRAG.keys())
def test_errors_and_logs_hold_nothing_of_a_person(index, server, caplog, gedrag):
    """Whatever the server does, with every logger at its most talkative, and the whole chain of causes printed."""
    caplog.set_level(logging.NOTSET)
    server.gedrag = [gedrag]
    teksten = []
    for verzoek in VERZOEKEN.values():
        try:
            index.meld_jeugdige(bsn=verzoek.bsn, bevraging=verzoek.bevraging, zonder_bsn=verzoek.zonder_bsn)
        except VerwijsindexFout as fout_:
            teksten.append("".join(traceback.format_exception(fout_)))
    assert (len(teksten) == 3) == (gedrag is not goed)
    teksten.append("\n".join(f"{regel.getMessage()} {regel.exc_text}" for regel in caplog.records))
    assert [(geheim, tekst) for tekst in teksten for geheim in GEHEIM if geheim in tekst] == []


@pytest.mark.eis("R-171")
def test_what_cannot_be_written_is_refused_without_its_value(index, server):
    """A value that XML does not have is the caller's mistake; the error does not repeat it."""
    with pytest.raises(ValueError, match="XML compatible") as gevangen:
        index.meld_jeugdige(bsn=f"{BSN}\0")
    assert BSN not in str(gevangen.value)
    assert server.ontvangen == []


@pytest.mark.parametrize(
    "waarde",
    [
        *VERZOEKEN.values(),
        VERZOEKEN["bevraging"].bevraging,
        VERZOEKEN["zonder bsn"].zonder_bsn,
        Contactgegevens(NAAM, telefoon="0900-8844"),
        Contact(NAAM, None, None, None, "0900-8844", None, None),
    ],
)
def test_the_repr_of_a_person_shows_nothing(waarde):
    """A value that is printed by accident tells only what kind of value it is."""
    assert type(waarde).__name__ in repr(waarde)
    assert [geheim for geheim in GEHEIM if geheim in repr(waarde)] == []


def test_the_signalen_of_a_page_do_not_show_their_contacts(index):
    """Also from inside a page."""
    pagina = index.haal_signalen_op()
    assert pagina.signalen[0].contacten[0].naam in CONTACT
    assert [geheim for geheim in GEHEIM if geheim in repr(pagina)] == []
