"""Revoked certificates at a running server: the lists are fetched in the background, and obeyed at once (WT004, WT005)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from verwijsindex.client import Verwijsindex
from verwijsindex.client.errors import Onbereikbaar, Weigering
from verwijsindex.sandbox.wereld import JGZ, POLITIE
from verwijsindex.security.intrekking import bewaar_lijst

from .eigen_pki import Pki, maak_server
from .processen import server

pytestmark = pytest.mark.traag


@contextmanager
def uitgever_op_het_net(lijsten: dict[str, bytes]) -> Iterator[str]:
    """The web server of a certificate authority; gives its address."""

    class Antwoord(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            inhoud = lijsten.get(self.path)
            self.send_response(404 if inhoud is None else 200)
            self.end_headers()
            self.wfile.write(inhoud or b"")

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwoord) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}"
        web.shutdown()


def wacht_op(bestanden: Path, aantal: int) -> None:
    for _ in range(100):
        if len(list(bestanden.glob("*.crl"))) == aantal:
            return
        time.sleep(0.1)
    raise AssertionError("de lijsten zijn niet opgehaald")


@pytest.mark.eis("WT004", "WT005", "PKI002")
def test_een_ingetrokken_partner_komt_er_niet_meer_in(tmp_path: Path) -> None:
    """The server fetches the lists by itself; who is revoked while it runs is refused at once, at the door and in a message on an
    open connection, and the others are not. Without lists nobody comes in."""
    sleutels = Pki(tmp_path)
    lijsten = {"/root.crl": sleutels.van_root(), "/uitgever.crl": sleutels.van_uitgever()}
    with uitgever_op_het_net(lijsten) as net:
        adressen = ", ".join(f'"{net}/{naam}.crl"' for naam in ("root", "uitgever", "weg"))
        toml = maak_server(tmp_path, 'crl_map = "crl"', f"crl_adressen = [{adressen}]")
        with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:
            wacht_op(tmp_path / "crl", 2)

            def als(oin: str, gebruiker: str, instantie: str) -> Verwijsindex:
                return sleutels.client(draaiend.url, oin, gebruiker, instantie)

            with als(JGZ.oin, "ggd-melder-1", "ggd") as verbonden:
                assert verbonden.controleer_verbinding().oin == JGZ.oin
                naam = next(pad.stem for pad in (tmp_path / "crl").glob("*.crl") if pad.read_bytes() == lijsten["/uitgever.crl"])
                bewaar_lijst(tmp_path / "crl", naam, sleutels.van_uitgever(sleutels.partners[JGZ.oin]))
                with pytest.raises(Weigering) as fout:
                    verbonden.controleer_verbinding()
                assert fout.value.code == "VIR-S04"
            with als(JGZ.oin, "ggd-melder-1", "ggd") as opnieuw, pytest.raises(Onbereikbaar):
                opnieuw.controleer_verbinding()
            with als(POLITIE.oin, "politie-melder-1", "politie") as ander:
                assert ander.controleer_verbinding().oin == POLITIE.oin
        log = draaiend.log
    assert "verbinding geweigerd reden=ingetrokken" in log
    assert "weg.crl uitkomst=onbereikbaar" in log
