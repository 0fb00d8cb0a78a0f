"""MeldJeugdige: a meldingsbevoegde reports that he is involved with a jeugdige (Jeugdwet 7.1.4.1; R-020..R-097, R-158)."""

from dataclasses import dataclass

from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.melden import Gemeld, Melder, TeMelden
from verwijsindex.operations.toegang import behandel

OPERATIE = "MeldJeugdige"


@dataclass(frozen=True, slots=True)
class MeldJeugdige:
    """The request."""

    afzender: Afzender
    wat: TeMelden


def meld_jeugdige(verzoek: MeldJeugdige, context: Context) -> Gemeld:
    """Report a jeugdige: melding, match, signalen and logboek in one transaction, or a Weigering and nothing stored.

    Checks run in the order of keuzes.md 2. The same partnerMeldingId with the same content gives the first answer again (R-158).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        with context.opslag.lezen() as transactie:
            melder = Melder.van(lopend, context, transactie)
            eerder = melder.eerder(verzoek.wat, transactie)
        return melder.meld(verzoek.wat) if eerder is None else eerder
