"""What a jeugdige is shown of himself under one college: who reported, who was told, who looked (AVG 15; Jeugdwet 7.1.2.3(1)(i); R-134).

Reads only, within the transaction of who asks; that it was shown is for who shows it to log (R-140).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from verwijsindex.domain.instantie import Contactgegevens, Gebruiker
from verwijsindex.domain.inzage import Aflevering, Ingezien, IngezienMelding, Inzage, Professional, Verstrekt
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.inzage import GEKEKEN, archief_tot, heeft_gehoord, hoort_in_inzage, is_verteld, mag_blijken, over_het_gezin
from verwijsindex.domain.regels.termijnen import toestand
from verwijsindex.domain.signaal import BewaardContact, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.verzoek import Rechtenverzoek

BRIEVENBUS_GEMEENTE: Final = "Regievoerder"
"""How the mailbox of a gemeente is called: it is no one person's (keuzes.md 10)."""
_LOG: Final = GEKEKEN | {Gebeurtenis.SIGNAAL_GEMAAKT, Gebeurtenis.HISTORIE_OPGEHAALD}


def verzamel_inzage(transactie: Transactie, verzoek: Rechtenverzoek, melding_ids: Collection[str], moment: datetime) -> Inzage:
    """Everything that the jeugdige of this request may see, at ``moment``, of these meldingen: those under the college of the request.

    An empty Inzage when nothing is left about him. Nothing of anybody else: of a family signaal only that there was one (AVG 15(4)).
    """
    dag = vandaag(moment)
    contacten = [c for c in transactie.historie.contacten(list(melding_ids), dag) if hoort_in_inzage(c.melding, dag)]
    dossier = _dossier(transactie, verzoek.jeugdige_id, [c.melding.id for c in contacten])
    return Inzage(
        verzoek_id=verzoek.id,
        kenmerk=verzoek.kenmerk,
        gemeentecode=verzoek.gemeentecode,
        op=moment,
        meldingen=tuple(dossier.melding(contact, moment) for contact in contacten),
        ingezien=tuple(dossier.ingezien(verzoek.gemeentecode, [c.melding.id for c in contacten])),
    )


def _dossier(transactie: Transactie, jeugdige_id: str | None, melding_ids: Sequence[str]) -> "_Dossier":
    regels: Sequence[Logregel] = ()
    if jeugdige_id is not None:
        pseudoniem = transactie.jeugdigen.haal(jeugdige_id).logpseudoniem
        regels = transactie.inzage.logregels(transactie.inzage.namen_in_logboek(pseudoniem), _LOG)
    gemaakt = [regel.ids[0] for regel in regels if regel.gebeurtenis is Gebeurtenis.SIGNAAL_GEMAAKT and regel.ids]
    return _Dossier(
        _Wie(transactie),
        dict(transactie.inzage.afleveringen(melding_ids)),
        transactie.inzage.zonder_eigen_melding(gemaakt),
        regels,
    )


@dataclass(frozen=True, slots=True)
class _Dossier:
    """All that was found, once for all meldingen of one person."""

    wie: "_Wie"
    afleveringen: dict[str, Sequence[Aflevering]]
    vervallen: Sequence[Aflevering]
    regels: Sequence[Logregel]

    def melding(self, contact: BewaardContact, moment: datetime) -> IngezienMelding:
        melding, dag = contact.melding, vandaag(moment)
        return IngezienMelding(
            melding_id=melding.id,
            toestand=toestand(melding, dag),
            melder=_melder(contact),
            coordinator=_coordinator(contact),
            meldmoment=melding.meldmoment,
            verwijderdatum=melding.verwijderdatum,
            archief_tot=archief_tot(melding, dag),
            verstrekt=self._verstrekt(melding, moment),
        )

    def ingezien(self, gemeentecode: str, getoond: Collection[str]) -> Iterator[Ingezien]:
        """Who looked, in order; who reads the logboek about him looks too. Not what would tell of another college (R-131)."""
        for regel in self.regels:
            if regel.gebeurtenis not in GEKEKEN:
                continue
            wie = None if regel.gebruiker_id is None else self.wie.gebruiker(regel.gebruiker_id)
            if mag_blijken(regel, None if wie is None else wie.gemeentecode, gemeentecode, getoond):
                zaak = regel.uitkomst if regel.gebeurtenis is Gebeurtenis.TOEZICHT_INGEZIEN else None
                yield Ingezien(regel.tijdstip, regel.rol or regel.operatie, regel.gebeurtenis.value, wie, zaak)

    def _verstrekt(self, melding: Melding, moment: datetime) -> tuple[Verstrekt, ...]:
        """By signaal and as historie in order of moment, and last that somebody was told in connection with the family."""
        noemt = [a for a in self.afleveringen.get(melding.id, ()) if is_verteld(melding, a, vandaag(moment))]
        eigen = [a for a in noemt if a.soort is not SignaalSoort.GEZIN]
        eerder = [a for a in self.vervallen if heeft_gehoord(melding, a)]
        verteld = [*self._signalen([*eigen, *eerder]), *self._historie(melding)]
        gezin = (Verstrekt(SignaalSoort.GEZIN),) if over_het_gezin(noemt) else ()
        return (*sorted(verteld, key=_moment), *gezin)

    def _signalen(self, afleveringen: Iterable[Aflevering]) -> Iterator[Verstrekt]:
        for a in afleveringen:
            yield Verstrekt(a.soort, self.wie.ontvanger(a.ontvanger), a.tijdstip, a.opgehaald_op)

    def _historie(self, melding: Melding) -> Iterator[Verstrekt]:
        """R-104: who fetched it from the archive with a melding of his own; a repeated answer is the same once more."""
        gezien: set[str] = set()
        for regel in self.regels:
            if regel.gebeurtenis is Gebeurtenis.HISTORIE_OPGEHAALD and melding.id in regel.ids[1:] and regel.ids[0] not in gezien:
                gezien.add(regel.ids[0])
                wie = None if regel.gebruiker_id is None else self.wie.gebruiker(regel.gebruiker_id)
                yield Verstrekt(None, wie, regel.tijdstip, regel.tijdstip)


class _Wie:
    """Professionals by id, each looked up once."""

    def __init__(self, transactie: Transactie) -> None:
        self._organisaties = transactie.organisaties
        self._bekend: dict[str, Professional | None] = {}

    def gebruiker(self, gebruiker_id: str) -> Professional | None:
        """As he is called today; None when the index no longer knows him."""
        if gebruiker_id not in self._bekend:
            gevonden = self._organisaties.gebruiker(gebruiker_id)
            self._bekend[gebruiker_id] = None if gevonden is None else _professional(gevonden)
        return self._bekend[gebruiker_id]

    def ontvanger(self, ontvanger: Ontvanger) -> Professional | None:
        if ontvanger.soort is OntvangerSoort.GEMEENTE:
            return Professional(Contactgegevens(BRIEVENBUS_GEMEENTE), None, ontvanger.id)
        return self.gebruiker(ontvanger.id)


def _professional(gebruiker: Gebruiker) -> Professional:
    instantie = gebruiker.instantie
    return Professional(gebruiker.contact, None if instantie is None else instantie.naam, gebruiker.gemeentecode)


def _melder(contact: BewaardContact) -> Professional:
    c = contact.contact
    return Professional(Contactgegevens(c.naam, c.functie, c.locatie, c.telefoon, c.emailadres), c.instantie)


def _coordinator(contact: BewaardContact) -> Professional | None:
    """R-008: the coordinator of the instantie of the reporter, if it has one today."""
    c = contact.contact.coordinator
    return (
        None if c is None else Professional(Contactgegevens(c.naam, c.functie, None, c.telefoon, c.emailadres), contact.contact.instantie)
    )


def _moment(verstrekt: Verstrekt) -> datetime:
    return verstrekt.op or datetime.max.replace(tzinfo=UTC)
