"""What a partner notices when the law ends the index: nothing new from one day, nothing at all from another (R-190)."""

import pytest

from . import verzoeken
from .index import Index, met_beleid
from .personen import bsn
from .wie import GGD

STOP, WEG = "2027-03-01", "2027-06-01"
BELEID = f"""
[afbouw]
geen_nieuwe_meldingen_vanaf = {STOP}
alles_vernietigd_op = {WEG}
artikel = "proef"
"""


@pytest.mark.eis("R-190", "VIR-160")
def test_nothing_new_from_the_day_of_the_law(index: Index) -> None:
    """MeldJeugdige, MeldJeugdigen and KoppelBsn are VIR-160 from 00:00 of that day, also as a repeat; the day before they are not."""
    with met_beleid(index, BELEID) as einde:
        einde.zet("2027-02-28T23:59")
        melding = einde.meld(GGD, "enig", sleutel="laatste").tekst("meldingId")
        einde.zet(f"{STOP}T00:00")
        nieuw = verzoeken.met_bsn(bsn("enig"))
        fouten = [
            einde.fout(GGD, "MeldJeugdige", verzoeken.meld_jeugdige(GGD, sleutel, nieuw))
            for sleutel in ("laatste", "nog een", "en nog een")
        ]
        fouten.append(einde.fout(GGD, "MeldJeugdigen", verzoeken.meld_jeugdigen(GGD, [("a", nieuw), ("b", nieuw)])))
        fouten.append(einde.fout(GGD, "KoppelBsn", verzoeken.koppel_bsn(GGD, "k", melding, bsn("enig"))))
        assert [fout.code for fout in fouten] == ["VIR-160"] * 5
        assert [melding] == einde.eigen(GGD).teksten("meldingId")
        assert einde.verwijder(GGD, melding, "RISICO_NIET_MEER_AANWEZIG").tekst("verwijderdOp") == STOP
