"""What a partner system is answered while it is suspended or blocked (R-006)."""

import pytest

from verwijsindex.domain.organisatie import PartnerToestand

from . import verzoeken
from .index import Index
from .personen import bsn
from .wie import GGD, GGD2, POLITIE


@pytest.mark.eis("R-006", "R-100")
def test_a_suspended_partner_reads_and_withdraws(index: Index) -> None:
    """Suspended: nothing new (VIR-122, one or many), but signalen, own meldingen and withdrawal go on; active again, all is as before."""
    eigen = index.meld(GGD, "enig").tekst("meldingId")
    index.meld(POLITIE, "enig")
    with index.beheer() as beheer:
        beheer.partner(GGD.oin, "JGZ-dossier", PartnerToestand.OPGESCHORT)
    voor = index.gevolgen()
    fout = index.meld_fout(GGD2, "enig")
    assert (fout.code, fout.element) == ("VIR-122", "stuurgegevens/verzenderOin")
    een = [(index.sleutel(), verzoeken.met_bsn(bsn("enig")))]
    meer = index.fout(GGD2, "MeldJeugdigen", verzoeken.meld_jeugdigen(GGD2, een))
    koppel = index.fout(GGD, "KoppelBsn", verzoeken.koppel_bsn(GGD, index.sleutel(), eigen, bsn("ander")))
    assert (meer.code, koppel.code) == ("VIR-122", "VIR-122")
    assert index.gevolgen() == voor
    [signaal] = index.signalen(GGD)
    assert index.bevestig(GGD, [signaal.id]) == ["BEVESTIGD"]
    assert index.eigen(GGD).teksten("meldingId") == [eigen]
    index.verwijder(GGD, eigen, "NIET_TERECHT")
    index.meld(POLITIE, "kind")
    with index.beheer() as beheer:
        beheer.partner(GGD.oin, "JGZ-dossier", PartnerToestand.ACTIEF)
    index.meld(GGD2, "enig")
