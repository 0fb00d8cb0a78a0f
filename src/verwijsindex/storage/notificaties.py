"""The queue of e-mail notices, written in the transaction of the signalen (R-093, R-098, R-173)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, case, delete, exists, false, func, literal, null, select, update

from verwijsindex.domain.notificatie import Geadresseerde, GeadresseerdeSoort, Hapering, Wachtend
from verwijsindex.domain.regels.notificeren import nieuws, vraagt_mail
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort
from verwijsindex.storage.opdracht import Opdracht, Sessie, Waarde, in_lijst, lijst, toevoegen
from verwijsindex.storage.tabellen import gebruiker, instantie, melding, signaal
from verwijsindex.storage.tabellen_omgeving import notificatie, onbestelbaar
from verwijsindex.storage.vormen import als_tekst

_rij = toevoegen(notificatie)
_ZET_KLAAR: Final = Opdracht(
    _rij.on_conflict_do_update(
        index_elements=[notificatie.c.soort, notificatie.c.ontvanger],
        set_={
            "aantal": notificatie.c.aantal + _rij.excluded.aantal,
            "sinds": case((notificatie.c.aantal == 0, _rij.excluded.sinds), else_=notificatie.c.sinds),
        },
    )
)
"""Who waits already, or was told a moment ago, keeps his turn."""

_ZWIJGT_OVER: Final = Opdracht(
    select(melding.c.id, gebruiker.c.instantie_id)
    .select_from(melding)
    .join(gebruiker, gebruiker.c.id == melding.c.meldingsbevoegde)
    .join(instantie, instantie.c.id == gebruiker.c.instantie_id)
    .where(in_lijst(melding.c.id, "meldingen"), instantie.c.mail_collegas == false())
)
"""Of these meldingen those of an instantie that wants no mail between colleagues, with that instantie."""
_VAN_INSTANTIE: Final = Opdracht(select(gebruiker.c.id, gebruiker.c.instantie_id).where(in_lijst(gebruiker.c.id, "wie")))

_VAN_HEM: Final = (notificatie.c.soort == bindparam("wie_soort"), notificatie.c.ontvanger == bindparam("wie"))
_RUST_VOORBIJ: Final = Opdracht(delete(notificatie).where(notificatie.c.aantal == 0, notificatie.c.volgende_poging <= bindparam("moment")))
_EERSTE: Final = Opdracht(
    select(notificatie.c.soort, notificatie.c.ontvanger, notificatie.c.aantal, notificatie.c.pogingen)
    .where(notificatie.c.aantal > 0, notificatie.c.volgende_poging <= bindparam("moment"))
    .order_by(notificatie.c.volgende_poging, notificatie.c.soort, notificatie.c.ontvanger)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_HOUD_VAST: Final = Opdracht(update(notificatie).where(*_VAN_HEM).values(volgende_poging=bindparam("tot")))
_VERSTUURD: Final = Opdracht(
    update(notificatie)
    .where(*_VAN_HEM)
    .values(aantal=notificatie.c.aantal - bindparam("verteld"), volgende_poging=bindparam("tot"), pogingen=0, fout=null())
)
_UITSTEL: Final = Opdracht(
    update(notificatie)
    .where(*_VAN_HEM)
    .values(volgende_poging=bindparam("tot"), pogingen=notificatie.c.pogingen + 1, fout=bindparam("hapering"))
)
_WEG: Final = Opdracht(delete(notificatie).where(*_VAN_HEM))
_LIGT_ER_IETS: Final = Opdracht(
    select(literal(1)).where(
        exists().where(
            signaal.c.ontvanger_soort == bindparam("bus_soort"),
            signaal.c.ontvanger == bindparam("bus"),
            signaal.c.bevestigd_op.is_(None),
            signaal.c.vervallen == false(),
        )
    )
)

_niet = toevoegen(onbestelbaar)
_ONBESTELBAAR: Final = Opdracht(_niet.on_conflict_do_update(index_elements=[onbestelbaar.c.ontvanger], set_={"fout": _niet.excluded.fout}))
_BESTELBAAR: Final = Opdracht(delete(onbestelbaar).where(onbestelbaar.c.ontvanger == bindparam("wie")).returning(onbestelbaar.c.sinds))
_ALLE_ONBESTELBAAR: Final = Opdracht(
    select(onbestelbaar.c.ontvanger, onbestelbaar.c.sinds, onbestelbaar.c.fout).order_by(onbestelbaar.c.sinds, onbestelbaar.c.ontvanger)
)
_STAND: Final = Opdracht(
    select(notificatie.c.fout, func.count()).where(notificatie.c.aantal > 0).group_by(notificatie.c.fout).order_by(notificatie.c.fout)
)


class SqlNotificaties:
    """``ports.Notificaties``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def neem(self, moment: datetime, tot: datetime) -> Wachtend | None:
        """The first whose turn it is, left alone by everyone else until ``tot``; None when nobody waits."""
        self._sessie.doe(_RUST_VOORBIJ, moment=als_tekst(moment))
        rij = self._sessie.rij(_EERSTE, moment=als_tekst(moment))
        if rij is None:
            return None
        soort, wie, aantal, pogingen = rij
        self._sessie.doe(_HOUD_VAST, wie_soort=soort, wie=wie, tot=als_tekst(tot))
        return Wachtend(Geadresseerde(GeadresseerdeSoort(soort), wie), aantal, pogingen)

    def ligt_er_iets(self, bus: Ontvanger) -> bool:
        """Whether the mailbox holds a signaal that is neither acknowledged nor void."""
        return self._sessie.rij(_LIGT_ER_IETS, bus_soort=bus.soort.value, bus=bus.id) is not None

    def waarschuw_colleges(self, gemeentecodes: Sequence[str], moment: datetime) -> None:
        """Let these colleges wait for a mail, because a term of theirs runs out (R-136)."""
        colleges = Counter(Geadresseerde(GeadresseerdeSoort.COLLEGE, code) for code in gemeentecodes)
        _wacht(self._sessie, colleges, als_tekst(moment))

    def geef_door(self, van: Wachtend, aan: Sequence[Geadresseerde], moment: datetime) -> None:
        """Let others wait in his place."""
        _wacht(self._sessie, dict.fromkeys(aan, van.aantal), als_tekst(moment))
        self._sessie.rijen(_BESTELBAAR, wie=van.wie.id)
        self.vergeet(van)

    def verstuurd(self, wie: Wachtend, rust_tot: datetime) -> None:
        """The mail left: what came meanwhile waits until ``rust_tot``; his address works."""
        self._sessie.doe(_VERSTUURD, **_sleutel(wie), verteld=wie.aantal, tot=als_tekst(rust_tot))
        self._sessie.rijen(_BESTELBAAR, wie=wie.wie.id)

    def stel_uit(self, wie: Wachtend, tot: datetime, hapering: Hapering) -> None:
        """Try again at ``tot``."""
        self._sessie.doe(_UITSTEL, **_sleutel(wie), tot=als_tekst(tot), hapering=hapering.value)

    def onbestelbaar(self, wie: Wachtend, moment: datetime, hapering: Hapering) -> None:
        """No longer try; show it to the operator until the contact data change or a later mail arrives."""
        self._sessie.doe(_ONBESTELBAAR, ontvanger=wie.wie.id, sinds=als_tekst(moment), fout=hapering.value)
        self.vergeet(wie)

    def vergeet(self, wie: Wachtend) -> None:
        """There is nothing to tell him."""
        self._sessie.doe(_WEG, **_sleutel(wie))

    def alle_onbestelbaar(self) -> list[tuple[str, str, str]]:
        """Whom no mail reaches: id, since when, and why; the longest first."""
        return [(wie, sinds, fout) for wie, sinds, fout in self._sessie.rijen(_ALLE_ONBESTELBAAR)]

    def stand(self) -> dict[str | None, int]:
        """How many wait, by why their last mail failed; None for who was not tried yet."""
        return dict(self._sessie.rijen(_STAND))


def zet_klaar(sessie: Sessie, signalen: Sequence[NieuwSignaal]) -> None:
    """Let whoever gets these signalen wait for a mail (R-098), unless all that is new to him is of colleagues (R-072)."""
    van_collegas = _van_collegas(sessie, signalen)
    te_mailen = [nieuw for nieuw in signalen if vraagt_mail(nieuw, van_collegas.get(nieuw.ontvanger, ()))]
    if te_mailen:
        _wacht(sessie, Counter(Geadresseerde.van(nieuw.ontvanger) for nieuw in te_mailen), als_tekst(te_mailen[0].tijdstip))


def hervat(sessie: Sessie, gebruiker_id: str) -> None:
    """His contact data changed: what could not be delivered is tried again, at once."""
    for (sinds,) in sessie.rijen(_BESTELBAAR, wie=gebruiker_id):
        _wacht(sessie, {Geadresseerde(GeadresseerdeSoort.GEBRUIKER, gebruiker_id): 1}, sinds)


def _van_collegas(sessie: Sessie, signalen: Iterable[NieuwSignaal]) -> dict[Ontvanger, set[str]]:
    """R-072: per recipient the meldingen of his colleagues, where their instantie wants no mail about those."""
    melders = {nieuw.ontvanger.id for nieuw in signalen if nieuw.ontvanger.soort is OntvangerSoort.MELDINGSBEVOEGDE}
    meldingen = {melding_id for nieuw in signalen for melding_id in nieuws(nieuw)}
    zwijgend = sessie.rijen(_ZWIJGT_OVER, meldingen=lijst(meldingen)) if melders and meldingen else []
    per_instantie: dict[str, set[str]] = {}
    for melding_id, instantie_id in zwijgend:
        per_instantie.setdefault(instantie_id, set()).add(melding_id)
    wie = sessie.rijen(_VAN_INSTANTIE, wie=lijst(melders)) if zwijgend else []
    return {Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, id): per_instantie.get(instantie_id, set()) for id, instantie_id in wie}


def _wacht(sessie: Sessie, wie: Mapping[Geadresseerde, int], sinds: str) -> None:
    """In one order, so that two never wait for each other."""
    vast: dict[str, Waarde] = {"sinds": sinds, "volgende_poging": sinds, "pogingen": 0, "fout": None}
    sessie.doe_elk(_ZET_KLAAR, [{"soort": w.soort.value, "ontvanger": w.id, "aantal": wie[w], **vast} for w in sorted(wie)])


def _sleutel(wie: Wachtend) -> dict[str, str]:
    return {"wie_soort": wie.wie.soort.value, "wie": wie.wie.id}
