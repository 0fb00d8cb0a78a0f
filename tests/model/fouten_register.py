"""Seeded bugs in what the register of persons brings about, in who has no number, and in what runs out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from verwijsindex.brp import persoonslijst
from verwijsindex.domain.regels import adressen, termijnen, verhuizen, zonder_bsn
from verwijsindex.domain.signaal import SignaalSoort

from .inbouwen import Fout, functie, methode

_verhuisberichten, _uitgesteld = verhuizen._Wijziging.verhuisberichten, termijnen.verloopt


def _alleen_andere_gemeente(oud: Any, nieuw: Any) -> bool:
    return oud.verblijf is not None and nieuw.verblijf is not None and bool(oud.gemeentecode != nieuw.gemeentecode)


def _ook_de_vorige_gemeente(zelf: Any) -> Any:
    berichten = list(_verhuisberichten(zelf))
    vorige = zelf._oud.gemeentecode
    if any(bericht.eigen_melding is None for bericht in berichten) and vorige is not None:
        berichten.append(zelf._opsteller.aan_gemeente(vorige, SignaalSoort.VERHUIZING, zelf._over_hem))
    return berichten


def _alleen_de_eerste(zelf: Any) -> Any:
    for bericht in _verhuisberichten(zelf):
        if bericht.eigen_melding is not None:
            yield bericht
        else:
            yield zelf._opsteller.aan_gemeente(bericht.ontvanger.id, SignaalSoort.VERHUIZING, zelf._over_hem[:1])


def _briefadres_telt(nummeraanduiding: Any, *_: Any, is_briefadres: Any) -> Any:
    return nummeraanduiding is not None


def _een_dag_te_laat(melding: Any, dag: Any) -> bool:
    return bool(_uitgesteld(melding, dag) and _uitgesteld(melding, dag - timedelta(days=1)))


def _ook_korte(melding: Any, dag: Any) -> bool:
    return bool(_uitgesteld(replace(melding, meldmoment=melding.meldmoment - timedelta(days=60)), dag))


_FOUTEN = (
    Fout("adres telt niet", "kinderen op een adres matchen niet", "R-074", functie(adressen.zelfde_adres, lambda *_: False)),
    Fout("briefadres telt", "een briefadres is een woonadres", "R-074", functie(persoonslijst.is_woonadres, _briefadres_telt)),
    Fout("emigrant blijft familie", "wie weg is matcht nog via het gezin", "R-046", functie(verhuizen.om_te_bewaren, lambda p, **_: p)),
    Fout(
        "nieuwe ouder zonder signaal",
        "wie familie wordt geeft geen signaal",
        "R-080",
        methode(verhuizen._Wijziging, "gezinssignalen", lambda _: ()),
    ),
    Fout(
        "binnen de gemeente verhuisd", "alleen een andere gemeente telt", "R-121", functie(verhuizen.is_verhuisd, _alleen_andere_gemeente)
    ),
    Fout(
        "vorige gemeente hoort het ook",
        "de regievoerder van de vorige krijgt bericht",
        "R-122",
        methode(verhuizen._Wijziging, "verhuisberichten", _ook_de_vorige_gemeente),
    ),
    Fout(
        "niet alle melders genoemd",
        "de nieuwe gemeente hoort maar van een melder",
        "R-122",
        methode(verhuizen._Wijziging, "verhuisberichten", _alleen_de_eerste),
    ),
    Fout("korte melding verloopt ook", "ook onder 60 dagen komt VERLOOPT", "R-065", functie(termijnen.verloopt, _ook_korte)),
    Fout("een dag te laat gewaarschuwd", "29 dagen in plaats van 30", "R-065", functie(termijnen.verloopt, _een_dag_te_laat)),
    Fout("spelling telt", "een accent maakt een ander mens", "R-028", methode(zonder_bsn, "normaliseer", str)),
    Fout("BSN hoeft niet", "wie een BSN heeft wordt zonder gemeld", "R-030", functie(zonder_bsn.heeft_geen_bsn, lambda *_: None)),
)
FOUTEN = tuple(replace(fout, machine="alles" if fout.eis in ("R-028", "R-065") else "register") for fout in _FOUTEN)
"""As those of ``fouten``."""
