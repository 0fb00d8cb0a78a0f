"""A key of the store is replaced, and nobody sees it."""

from hypothesis import strategies as st

from .basis import Basis, stap


class Sleutels(Basis):
    """Acts of a rotation between whatever else happens: some values stand under the one key, some under the other (R-195)."""

    @stap(transacties=st.sampled_from([1, 8, 100]))
    def de_sleutelwissel_verder(self, transacties: int) -> None:
        self.echt.wissel_verder(transacties)
