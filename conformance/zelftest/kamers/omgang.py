"""Clients that do the wrong thing with what they may believe: faults, repeats, the mailbox (role partner)."""

import re
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import uuid4

from lxml import etree
from verwijsindex.client import exchange, faults, index, postbus, repeat, translate
from verwijsindex.client.errors import Onbereikbaar, VerwijsindexFout, Weigering
from verwijsindex.client.results import Melding
from verwijsindex.client.transport import Transport

from verwijsindex_conformance.geval import Rol

from .. import partner
from ..mutant import Ingreep, Mutant, altijd, niets

_vraag, _meld, _lees_fout, _lees_weigering = (
    exchange.Kanaal.vraag,
    index.Verwijsindex.meld_jeugdige,
    faults.lees_fout,
    faults.lees_weigering,
)
_verwerk, _bevestig, _haal = postbus.verwerk, index.Verwijsindex.bevestig_signalen, index.Verwijsindex.haal_signalen_op
_doe, _transport, _melding, _trek_in = repeat.Herhaling.doe, Transport.__init__, translate.melding, index.Verwijsindex.verwijder_melding
_verwerk_partner = partner.Partner._verwerk_signalen
_meldingen, _eigen = translate.meldingen, index.Verwijsindex.eigen_meldingen


def _andere_sleutel(zelf: exchange.Kanaal, operatie: Any, body: bytes) -> etree._Element:
    """Every attempt has a business key of its own."""
    nieuw = re.sub(rb"(:partner(?:Melding|Verzoek)Id>)[^<]*(</)", lambda m: m[1] + str(uuid4()).encode() + m[2], body)
    return _vraag(zelf, operatie, nieuw)


def _gelukt(zelf: Any, **velden: Any) -> Melding:
    """A refusal is taken for an answer."""
    try:
        return _meld(zelf, **velden)
    except Weigering:
        nu = zelf._kanaal.klok()
        return Melding(str(uuid4()), velden["partner_melding_id"], nu, nu.date(), False, False, False)


def _ingetrokken(zelf: Any, melding_id: str, *_: Any, **velden: Any) -> Any:
    """So is that of a withdrawal."""
    try:
        return _trek_in(zelf, melding_id, *_, **velden)
    except Weigering:
        return translate.Verwijdering(melding_id, zelf._kanaal.klok().date(), None)


def _nog_eens_anders(zelf: Any, **velden: Any) -> Melding:
    try:
        return _meld(zelf, **velden)
    except Weigering as fout:
        if fout.code != "VIR-140":
            raise
        return _meld(zelf, **{**velden, "partner_melding_id": str(uuid4())})


def _hardnekkig(zelf: repeat.Herhaling, poging: Any) -> Any:
    """Everything is tried again, whatever the fault says."""
    try:
        return poging()
    except VerwijsindexFout:
        return poging()


def _ongeduldig(zelf: repeat.Herhaling, poging: Any) -> Any:
    return _doe(replace(zelf, wacht=niets), poging)


def _steeds_sneller(zelf: repeat.Herhaling, poging: Any) -> Any:
    pauzes = count(2, -1)
    return _doe(replace(zelf, wacht=lambda _: zelf.wacht(float(next(pauzes)))), poging)


def _geduldig(zelf: Transport, tls: Any, *, seconden: float, **waarmee: Any) -> None:
    _transport(zelf, tls, seconden=60.0, **waarmee)


def _gekwetst(zelf: exchange.Kanaal, operatie: Any, body: bytes) -> etree._Element:
    """Whoever was refused once never asks again."""
    if id(zelf.transport) in _BOOS:
        raise Onbereikbaar("na een weigering", herhaalbaar=False)
    try:
        return _vraag(zelf, operatie, body)
    except Weigering:
        _BOOS.add(id(zelf.transport))
        raise


_BOOS: set[int] = set()


def _met_code(lees: Any) -> Any:
    def anders(*wat: Any) -> Weigering:
        fout = lees(*wat)
        return Weigering("VIR-999", fout.omschrijving, herhaalbaar=fout.herhaalbaar, faultcode=fout.faultcode)

    return anders


def _zonder_detail(fault: etree._Element) -> Weigering:
    """The code of a fault without a detail is not looked for."""
    fout = _lees_weigering(fault)
    return fout if fault.find("detail") is not None else Weigering(faults.ONBEKEND, fout.omschrijving, herhaalbaar=fout.herhaalbaar)


def _bevestigt_ook_een_ander(zelf: Any, signaal_ids: Any, **waarmee: Any) -> Any:
    return _bevestig(zelf, [*signaal_ids, str(uuid4())], **waarmee)


def _bevestigt_eerst(zelf: Any, *wat: Any, **waarmee: Any) -> Any:
    _bevestig(zelf, [str(uuid4())], **waarmee)
    return _haal(zelf, *wat, **waarmee)


def _een_bladzijde(zelf: Any, *wat: Any, **waarmee: Any) -> Any:
    return replace(_haal(zelf, *wat, **waarmee), nog_beschikbaar=False)


def _zonder_gemist(*wat: Any, **waarmee: Any) -> Any:
    return replace(_verwerk(*wat, **waarmee), gemist=())


def _alleen_binnen_een_keer(postbus_: Any, bewaar: Any, laatste: Any, **waarmee: Any) -> Any:
    return _verwerk(postbus_, bewaar, None, **waarmee)


def _bewaart_steeds(zelf: partner.Partner) -> dict[str, Any]:
    """The same signaal is kept as often as it comes."""
    zelf._bewaard.clear()
    return _verwerk_partner(zelf)


def _slaat_ingetrokken_over(postbus_: Any, bewaar: Any, laatste: Any, **waarmee: Any) -> Any:
    def kieskeurig(signaal: Any) -> None:
        if signaal.soort != "INGETROKKEN":
            bewaar(signaal)

    return _verwerk(postbus_, kieskeurig, laatste, **waarmee)


def _alles_gelukt(antwoord: Any, gevraagd: int) -> Any:
    uitkomsten = _meldingen(antwoord, gevraagd)
    goed = next(een for een in uitkomsten if isinstance(een, Melding))
    return tuple(goed if isinstance(een, Weigering) else een for een in uitkomsten)


_VAST = "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11"


def _partner(naam: str, eis: str, *ingrepen: Ingreep) -> Mutant:
    return Mutant(naam, eis, ingrepen, Rol.PARTNER)


MUTANTEN = (
    # Faults
    _partner(
        "weigering-is-goed",
        "KV-58",
        (index.Verwijsindex, "meld_jeugdige", _gelukt),
        (index.Verwijsindex, "verwijder_melding", _ingetrokken),
    ),
    _partner("andere-code", "KV-40", (exchange, "lees_weigering", _met_code(_lees_weigering))),
    _partner("geen-code-zonder-detail", "R-170", (exchange, "lees_weigering", _zonder_detail)),
    _partner("herhaalt-alles", "KV-56", (repeat.Herhaling, "doe", _hardnekkig)),
    _partner("nieuwe-sleutel-na-weigering", "R-158", (index.Verwijsindex, "meld_jeugdige", _nog_eens_anders)),
    _partner("gekwetst-na-weigering", "KV-58", (exchange.Kanaal, "vraag", _gekwetst)),
    # Repeats
    _partner("andere-sleutel-bij-herhaling", "KV-52", (exchange.Kanaal, "vraag", _andere_sleutel)),
    _partner("wacht-niet", "KV-57", (repeat.Herhaling, "doe", _ongeduldig)),
    _partner("wacht-steeds-korter", "KV-57", (repeat.Herhaling, "doe", _steeds_sneller)),
    _partner("wacht-op-te-laat", "KV-51", (Transport, "__init__", _geduldig)),
    # What answers say
    _partner("vast-melding-id", "KV-20", (translate, "melding", lambda *wat: replace(_melding(*wat), melding_id=_VAST))),
    _partner("verzwijgt-een-weigering", "KV-21", (translate, "meldingen", _alles_gelukt)),
    _partner("een-eigen-melding", "KV-23", (index.Verwijsindex, "eigen_meldingen", lambda zelf: list(_eigen(zelf))[:1])),
    _partner("geen-historie", "KV-29", (translate, "contacten", altijd(()))),
    # The mailbox
    _partner("bevestigt-niet", "R-094", (index.Verwijsindex, "bevestig_signalen", altijd({}))),
    _partner("bevestigt-ook-een-ander", "KV-54", (index.Verwijsindex, "bevestig_signalen", _bevestigt_ook_een_ander)),
    _partner("bevestigt-eerst", "KV-54", (index.Verwijsindex, "haal_signalen_op", _bevestigt_eerst)),
    _partner("een-bladzijde", "KV-27", (index.Verwijsindex, "haal_signalen_op", _een_bladzijde)),
    _partner("ziet-geen-gat", "KV-55", (index, "verwerk", _zonder_gemist)),
    _partner("vergeet-het-laatste-nummer", "KV-55", (index, "verwerk", _alleen_binnen_een_keer)),
    _partner("bewaart-steeds", "KV-54", (partner.Partner, "_verwerk_signalen", _bewaart_steeds)),
    _partner("slaat-ingetrokken-over", "R-095", (index, "verwerk", _slaat_ingetrokken_over)),
)
