"""Seeded bugs in who gets another number, and in what else a reporter may change."""

from typing import Any

from verwijsindex.domain.regels import bevoegdheid, samenvoegen, zonder_bsn
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.operations import corrigeer_bsn, meld_jeugdigen, onderscheid_visn, wijzig_contactgegevens
from verwijsindex.storage.hernummeren import SqlHernummering

from .inbouwen import Fout, functie, methode

_te_verhangen, _meld_jeugdigen = samenvoegen.te_verhangen, meld_jeugdigen.meld_jeugdigen


def _alleen_eigen(meldingen: Any, wie: str, *, van_iedereen: bool) -> Any:
    return _te_verhangen(meldingen, wie, van_iedereen=False)


def _zonder_archief(meldingen: Any, wie: str, *, van_iedereen: bool) -> Any:
    return tuple(m for m in _te_verhangen(meldingen, wie, van_iedereen=van_iedereen) if m.verwijderd_op is None)


def _ieder_die_hij_niet_kende(zelf: Any, melding: Any, soort: Any) -> Any:
    """As if he who reported a brother were known for every jeugdige."""
    bekend = {m.meldingsbevoegde for s in samenvoegen.MatchSoort for m in samenvoegen._passend(zelf._oud[melding.id], zelf._voor, s)}
    return [m for m in samenvoegen._passend(melding, zelf._na, soort) if m.meldingsbevoegde not in bekend]


def _altijd_de_eerste(transactie: Any, visn: Any) -> Any:
    return visn.onderscheiden(onderscheid_visn.EERSTE)


def _niets(*_: Any, **__: Any) -> None:
    """As if nobody minded."""


_FOUTEN = tuple(
    Fout(naam, breekt, eis, inbouwen, "nummers")
    for naam, breekt, eis, inbouwen in (
        ("alleen de eigen gekoppeld", "meldingen van anderen blijven achter", "R-030", functie(_te_verhangen, _alleen_eigen)),
        ("archief blijft achter", "KoppelBsn laat het archief liggen", "R-030", functie(_te_verhangen, _zonder_archief)),
        ("de ander gaat mee", "wie een ander bedoelde gaat mee", "R-030", functie(zonder_bsn.is_de_enige, lambda *_: True)),
        ("ieder nummer past", "het BSN van een ander wordt gekoppeld", "R-030", functie(zonder_bsn.is_dezelfde, _niets)),
        ("ieder koppelt", "de school koppelt een BSN", "R-023", functie(bevoegdheid.mag_koppelen, _niets)),
        (
            "koppelen in stilte",
            "wie een match wint hoort niets",
            "R-090",
            functie(samenvoegen.gevolgen_van_samenvoeging, lambda *_: Gevolg()),
        ),
        (
            "bekend van een broer",
            "wie iemand al kende hoort niet dat hij er nog een meldde",
            "R-030",
            methode(samenvoegen._Samenvoeging, "_nieuw", _ieder_die_hij_niet_kende),
        ),
        (
            "gescheiden zonder bericht",
            "een match die er geen was wordt niet herroepen",
            "R-095",
            functie(samenvoegen.scheidingsberichten, lambda *_: ()),
        ),
        ("gescheiden blijft genoemd", "signalen noemen nog wie een ander bleek", "R-031", methode(SqlHernummering, "scheid", _niets)),
        ("een tweeling van drie", "de derde valt samen met de tweede", "R-031", functie(onderscheid_visn._eerste_vrije, _altijd_de_eerste)),
        (
            "verbeterd nummer genegeerd",
            "wat er was blijft onder het oude nummer",
            "R-034",
            functie(corrigeer_bsn.corrigeer_bsn, lambda *_: 0),
        ),
    )
)

FOUTEN = (
    *_FOUTEN,
    Fout("lijst achterstevoren", "antwoorden staan bij een ander", "R-158", functie(_meld_jeugdigen, lambda *w: _meld_jeugdigen(*w)[::-1])),
    Fout(
        "ieder wijzigt ieder", "een collega wijzigt contactgegevens", "R-096", functie(wijzig_contactgegevens.mag_contact_wijzigen, _niets)
    ),
)
"""As those of ``fouten``."""
