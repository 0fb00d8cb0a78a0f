"""Telling in time that a certificate ends: sixty, thirty and seven days before, and on the day, each once (R-154; besluit 0026).

By real time (keuzes.md 6). It goes into the technical log, and by mail to the operator when there is such an address.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_certificaten import Aflopend, Certificaatbewaking, Verloopwaarschuwing
from verwijsindex.domain.regels.certificaten import drempel
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.ronde import Ronde


def bewaak_certificaten(ronde: Ronde) -> None:
    """Tell what was not told yet. Noted first: a process that dies then says nothing twice."""
    bewaking = ronde.context.certificaten
    if bewaking is None:
        return
    dag, aflopend = vandaag(ronde.echt), _aflopend(ronde, bewaking)
    nieuw = _te_melden(ronde, aflopend, dag)
    if nieuw:
        with ronde.context.opslag.schrijven() as transactie:
            for waarschuwing in nieuw:
                transactie.verloopwaarschuwingen.meld(waarschuwing, ronde.echt)
            transactie.leg_vast()
        for waarschuwing in nieuw:
            bewaking.log(waarschuwing, _dagen(waarschuwing.aflopend, dag))
        ronde.tel("certificaten", len(nieuw))
    _mail(ronde, bewaking, aflopend, dag)


def tel_certificaten(ronde: Ronde) -> int:
    """A trial: how many ends are due to be told."""
    bewaking = ronde.context.certificaten
    return 0 if bewaking is None else len(_te_melden(ronde, _aflopend(ronde, bewaking), vandaag(ronde.echt)))


def _aflopend(ronde: Ronde, bewaking: Certificaatbewaking) -> Sequence[Aflopend]:
    """Ours, and those of partners that count until they expire; what an operator lets end sooner, he knows of. Each once."""
    dag = vandaag(ronde.echt)
    with ronde.context.opslag.lezen() as transactie:
        van_partners = [
            Aflopend(f"partner {een.oin}", een.vingerafdruk, een.verloopt)
            for een in transactie.partnercertificaten.alle()
            if dag <= een.laatste_dag == vandaag(een.verloopt)
        ]
    return list({een.vingerafdruk: een for een in (*van_partners, *bewaking.eigen())}.values())


def _te_melden(ronde: Ronde, aflopend: Iterable[Aflopend], dag: date) -> Sequence[Verloopwaarschuwing]:
    gehaald = [(een, grens) for een in aflopend if (grens := drempel(een.verloopt, dag)) is not None]
    if not gehaald:
        return ()
    with ronde.context.opslag.lezen() as transactie:
        return [Verloopwaarschuwing(een, grens) for een, grens in gehaald if _is_nieuw(een, grens, transactie)]


def _is_nieuw(aflopend: Aflopend, grens: int, transactie: Transactie) -> bool:
    return all(eerder > grens for eerder in transactie.verloopwaarschuwingen.gemeld(aflopend.vingerafdruk))


def _mail(ronde: Ronde, bewaking: Certificaatbewaking, aflopend: Iterable[Aflopend], dag: date) -> None:
    """What was told and not mailed; a mail server that is away gets it in the next round. Without an address there is nothing to mail."""
    with ronde.context.opslag.lezen() as transactie:
        wachtend = transactie.verloopwaarschuwingen.te_mailen()
    if not wachtend:
        return
    regels = [_regel(een, dag) for een in aflopend if een.vingerafdruk in {vingerafdruk for vingerafdruk, _ in wachtend}]
    if regels and bewaking.mailt and not bewaking.mail(regels):
        return
    with ronde.context.opslag.schrijven() as transactie:
        transactie.verloopwaarschuwingen.gemaild(wachtend)
        transactie.leg_vast()


def _regel(aflopend: Aflopend, dag: date) -> str:
    dagen = _dagen(aflopend, dag)
    wanneer = f"verloopt over {dagen} dagen" if dagen > 0 else "verloopt vandaag" if dagen == 0 else "is verlopen"
    return f"{aflopend.wat}: {wanneer} ({vandaag(aflopend.verloopt)}), vingerafdruk {aflopend.vingerafdruk[:16]}"


def _dagen(aflopend: Aflopend, dag: date) -> int:
    return (vandaag(aflopend.verloopt) - dag).days
