"""Random worlds for property tests: related and unrelated jeugdigen, reporters, meldingen in every state, and one new melding."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import Omgeving
from verwijsindex.domain.regels.signaleren import Gevolg, gevolgen

from .casus import ids, kind, melding, wereld

DAG = date(2026, 11, 24)
MANDAAT_GEMEENTE = "0001"
GEMEENTEN = ("0363", "0599", "1999", None)


@dataclass(frozen=True)
class Wereld:
    """What the index holds once the new melding is stored."""

    kinderen: tuple[Jeugdige, ...]
    meldingen: tuple[Melding, ...]
    nieuw: Melding

    @property
    def rond(self) -> Omgeving:
        """All of it, as the rules are given it."""
        return wereld(list(self.kinderen), list(self.meldingen), DAG)

    @property
    def kring(self) -> Omgeving:
        """The jeugdige, who shares a parent with him, and who shares one with them: what a store must hand to the rules."""
        hij = next(k for k in self.kinderen if k.id == self.nieuw.jeugdige_id)
        verwanten = [k for k in self.kinderen if k.ouders & hij.ouders]
        binnen = {k.id: k for k in (hij, *verwanten)} | {k.id: k for v in verwanten for k in self.kinderen if k.ouders & v.ouders}
        return wereld(list(binnen.values()), [m for m in self.meldingen if m.jeugdige_id in binnen], DAG)

    @property
    def gevolg(self) -> Gevolg:
        """What the new melding brings about."""
        return gevolgen(self.nieuw, self.rond, MANDAAT_GEMEENTE, self.nieuw.meldmoment, ids())


_OUDERS = st.sampled_from(["ma pa", "ma", "pa", "ma vader", "moe", ""])
_STATEN = {
    "actief": {"op": "2026-05-10 12:00"},
    "archief": {"op": "2024-05-10 12:00"},
    "afgemeld": {"op": "2026-05-10 12:00", "verwijderd_op": date(2026, 6, 1)},
    "weg": {"op": "2019-05-10 12:00"},
}


@st.composite
def werelden(draw: st.DrawFn) -> Wereld:
    """At most one melding per reporter and jeugdige (R-071); the new one is about the first jeugdige and ACTIEF."""
    gezinnen = draw(st.lists(st.tuples(_OUDERS, st.sampled_from(GEMEENTEN)), min_size=1, max_size=4))
    kinderen = tuple(kind(f"k{i}", ouders=ouders, gemeente=gemeente) for i, (ouders, gemeente) in enumerate(gezinnen))
    paren = st.tuples(st.sampled_from(["ann", "bob", "cor", "dik"]), st.sampled_from(kinderen))
    eerder = draw(
        st.dictionaries(
            paren.filter(lambda paar: paar != ("ann", kinderen[0])), st.sampled_from(["actief", "actief", *sorted(_STATEN)]), max_size=8
        )
    )
    nieuw = melding("ann", kinderen[0], op="2026-11-24 10:00")
    oude = tuple(melding(door, over, **_STATEN[staat]) for (door, over), staat in eerder.items())  # type: ignore[arg-type]
    return Wereld(kinderen, (*oude, nieuw), nieuw)
