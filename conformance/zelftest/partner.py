"""Our own client as a partner system under test: `python partner.py INSTELLINGEN.json` reads a line of JSON and writes one.

Until its input ends. The protocol is that of docs/conformiteit.md. The settings are what `Verwijsindex` takes, by name; paths are
relative to the file.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from verwijsindex.client import NietVertrouwd, Onbereikbaar, Signaal, TeMelden, Verwijsindex, Weigering

_BESTANDEN: Final = ("certificaat", "sleutel", "ca")


class Partner:
    """A small partner system: our client, and a store of signalen in memory."""

    def __init__(self, index: Verwijsindex) -> None:
        self.index = index
        self._bewaard: dict[str, Signaal] = {}
        self._laatste: int | None = None

    def doe(self, handeling: str, **gegevens: Any) -> dict[str, Any]:
        """Do it, and tell what came of it."""
        handelingen: Mapping[str, Callable[..., dict[str, Any]]] = {
            "begin": self._begin,
            "controleer": self._controleer,
            "meld": self._meld,
            "meld-meer": self._meld_meer,
            "trek-in": self._trek_in,
            "eigen-meldingen": self._eigen_meldingen,
            "verwerk-signalen": self._verwerk_signalen,
            "historie": self._historie,
        }
        if handeling not in handelingen:
            return {"uitkomst": "onmogelijk"}
        return uitkomst_van(lambda: handelingen[handeling](**gegevens))

    def _begin(self) -> dict[str, Any]:
        self._bewaard, self._laatste = {}, 0
        return {}

    def _controleer(self) -> dict[str, Any]:
        verbinding = self.index.controleer_verbinding()
        return {"oin": verbinding.oin, "versie": verbinding.versie}

    def _meld(self, sleutel: str, bsn: str) -> dict[str, Any]:
        return {"meldingId": self.index.meld_jeugdige(bsn=bsn, partner_melding_id=sleutel).melding_id}

    def _meld_meer(self, meldingen: list[dict[str, str]]) -> dict[str, Any]:
        gevraagd = [TeMelden(bsn=een["bsn"], partner_melding_id=een["sleutel"]) for een in meldingen]
        uitkomsten = zip(gevraagd, self.index.meld_jeugdigen(gevraagd), strict=True)
        return {"resultaten": [{"sleutel": een.partner_melding_id, **_per_melding(uitkomst)} for een, uitkomst in uitkomsten]}

    def _trek_in(self, sleutel: str, **velden: str) -> dict[str, Any]:
        verwijdering = self.index.verwijder_melding(velden["meldingId"], velden["reden"], partner_verzoek_id=sleutel)
        return {"meldingId": verwijdering.melding_id}

    def _eigen_meldingen(self) -> dict[str, Any]:
        return {"meldingen": [melding.melding_id for melding in self.index.eigen_meldingen()]}

    def _historie(self, sleutel: str, **velden: str) -> dict[str, Any]:
        return {"contacten": len(self.index.haal_historie_op(velden["meldingId"], partner_verzoek_id=sleutel))}

    def _verwerk_signalen(self) -> dict[str, Any]:
        """What is kept counts, also when something goes wrong after that."""
        nieuw: list[str] = []

        def bewaar(signaal: Signaal) -> None:
            if signaal.signaal_id not in self._bewaard:
                nieuw.append(signaal.signaal_id)
            self._bewaard[signaal.signaal_id] = signaal

        def verwerk() -> dict[str, Any]:
            verwerkt = self.index.verwerk_signalen(bewaar, self._laatste)
            self._laatste = verwerkt.laatste
            return {"gemist": list(verwerkt.gemist)}

        return {**uitkomst_van(verwerk), "signalen": nieuw}


def uitkomst_van(doe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What our client concluded, in the words of the suite."""
    try:
        gegevens = doe()
    except Weigering as fout:
        return {"uitkomst": "geweigerd", "code": fout.code}
    except NietVertrouwd:
        return {"uitkomst": "niet-vertrouwd"}
    except Onbereikbaar:
        return {"uitkomst": "onbereikbaar"}
    return {"uitkomst": "aanvaard", **gegevens}


def _per_melding(uitkomst: Any) -> dict[str, Any]:
    if isinstance(uitkomst, Weigering):
        return {"uitkomst": "geweigerd", "code": uitkomst.code}
    return {"uitkomst": "aanvaard", "meldingId": uitkomst.melding_id}


def lees_instellingen(bestand: Path) -> dict[str, Any]:
    """The arguments of `Verwijsindex` out of a file."""
    gelezen: dict[str, Any] = json.loads(bestand.read_text(encoding="utf-8"))
    return {naam: bestand.parent / waarde if naam in _BESTANDEN else waarde for naam, waarde in gelezen.items()}


def main() -> None:
    """Answer until the input ends."""
    with Verwijsindex(**lees_instellingen(Path(sys.argv[1]))) as index:
        partner = Partner(index)
        for regel in sys.stdin:
            print(json.dumps(partner.doe(**json.loads(regel))), flush=True)


if __name__ == "__main__":
    main()
