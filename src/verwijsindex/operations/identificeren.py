"""Whom a reporter means, according to the register of persons (Jeugdwet 7.1.4.2; R-022..R-030; keuzes.md 2, 12, 13)."""

from dataclasses import dataclass
from datetime import date

from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn, Persoonsnummer
from verwijsindex.domain.regels.identificatie import is_geboren, lees_bsn, uit_bevraging, uit_register, uiterlijk
from verwijsindex.domain.regels.termijnen import nog_te_melden
from verwijsindex.domain.regels.zonder_bsn import drietal, heeft_geen_bsn, is_al_geboren, is_jong_genoeg, onbekend_bij_register
from verwijsindex.domain.weigeringen import BsnDubbel, BsnOnbekend, NietGevonden, NietGevondenDubbel, TeOud
from verwijsindex.operations.context import Context
from verwijsindex.operations.even_lang import even_lang


@dataclass(frozen=True, slots=True)
class Gevonden:
    """The one person meant, and the day from which nothing about him is kept."""

    nummer: Persoonsnummer
    persoon: RegisterPersoon
    uiterlijk: date


def identificeer(aanduiding: Aanduiding, dag: date, context: Context) -> Gevonden:
    """The person meant, when he can be reported on ``dag``.

    Raises by number VIR-101, VIR-190, VIR-102, VIR-112, VIR-111 or VIR-110; by bevraging VIR-111 for what was sent, VIR-190, and for
    everything that the register causes VIR-103 (R-024); without BSN VIR-111, VIR-190, VIR-106 or VIR-110.
    """
    match aanduiding:
        case OpBsn():
            return _op_bsn(lees_bsn(aanduiding.bsn, productie=context.productie), dag, context)
        case Bevraging():
            return _op_bevraging(aanduiding, dag, context)
        case ZonderBsn():
            return _zonder_bsn(aanduiding, dag, context)


def _op_bsn(bsn: Bsn, dag: date, context: Context) -> Gevonden:
    persoon = uit_register(context.register.zoek_op_bsn(bsn))
    return Gevonden(bsn, persoon, nog_te_melden(uiterlijk(persoon, dag, context.beleid.op(dag).leeftijd_grens), dag, context.beleid))


def _op_bevraging(bevraging: Bevraging, dag: date, context: Context) -> Gevonden:
    """R-024: after what was sent is found right, every refusal is the same, in words and in time."""
    is_geboren(bevraging.geboortedatum, dag)
    with even_lang(context.weigerstap):
        return _zoek_een(bevraging, dag, context)


def _zoek_een(bevraging: Bevraging, dag: date, context: Context) -> Gevonden:
    treffers = context.register.zoek_op_naam(bevraging.geslachtsnaam, bevraging.geboortedatum)
    bsn = uit_bevraging(treffers, bevraging, dag, context.beleid.op(dag).leeftijd_grens)
    try:
        return _op_bsn(bsn, dag, context)
    except BsnDubbel:
        raise NietGevondenDubbel("jeugdige/bevraging") from None
    except (BsnOnbekend, TeOud):
        raise NietGevonden("jeugdige/bevraging") from None


def _zonder_bsn(zonder: ZonderBsn, dag: date, context: Context) -> Gevonden:
    is_al_geboren(zonder, dag)
    wie = drietal(zonder)
    heeft_geen_bsn(context.register.zoek_op_naam(zonder.geslachtsnaam, zonder.geboortedatum), wie)
    tot = is_jong_genoeg(wie, dag, context.beleid.op(dag).leeftijd_grens)
    return Gevonden(context.opslag.visn(wie), onbekend_bij_register(wie), nog_te_melden(tot, dag, context.beleid, "jeugdige/zonderBsn"))
