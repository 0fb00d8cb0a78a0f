"""Behind a proxy that ends TLS: the certificate arrives, a forged one does not, and only over the socket (step 0; case 44)."""

import base64
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from urllib.parse import quote

import pytest

from verwijsindex.sandbox.pki import PkiBestanden, maak_pki

from .test_server import BROKEN, GGD, INDEX, POLITIE, client_context

DEPLOY = Path(__file__).parents[2] / "deploy"
PROGRAM = dedent(
    """
    import base64, json, sys
    from pathlib import Path
    from verwijsindex.soap.server import TLS_CERTIFICAAT, serve

    def make_app(url):
        def app(environ, start_response):
            data = json.dumps({"certificaat": base64.b64encode(environ[TLS_CERTIFICAAT]).decode(), "environ": sorted(environ)}).encode()
            start_response("200 OK", [("Content-Length", str(len(data)))])
            return [data]
        return app

    blocked = Path(sys.argv[3]).read_bytes()
    serve(
        make_app, host="", poort=0, unix=Path(sys.argv[2]), certificaat=Path(), sleutel=Path(), client_ca=Path(),
        laat_binnen=lambda certificaat: certificaat != blocked, gereed=lambda url: print(url, flush=True),
    )
    """
)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> PkiBestanden:
    return maak_pki(tmp_path_factory.mktemp("pki"), datetime.now(UTC), INDEX, [GGD, POLITIE])


def der(pki: PkiBestanden, oin: str) -> bytes:
    return ssl.PEM_cert_to_DER_cert(pki.partner(oin).certificaat.read_text())


@pytest.fixture(scope="module")
def door(pki: PkiBestanden, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A server on a Unix socket that does not let the police in."""
    map = tmp_path_factory.mktemp("run")
    (map / "blocked").write_bytes(der(pki, POLITIE.oin))
    command = [sys.executable, "-c", PROGRAM, "", str(map / "vir.sock"), str(map / "blocked")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("unix:"), process.communicate()[1]
        yield map / "vir.sock"
        process.terminate()
        process.communicate(timeout=20)


def ask(door: Path, *headers: tuple[str, str]) -> tuple[int, dict[str, object]]:
    """One request straight over the socket, as a proxy makes it."""
    with closing(http.client.HTTPConnection("localhost", timeout=20)) as connection:
        connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.sock.connect(str(door))
        connection.putrequest("GET", "/")
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        return response.status, json.loads(body) if body else {}


@pytest.mark.eis("R-154", "R-156")
def test_the_certificate_that_the_proxy_saw_arrives(door: Path, pki: PkiBestanden) -> None:
    """As nginx writes it and as HAProxy does; the header itself never reaches the application."""
    ggd = der(pki, GGD.oin)
    for written in (quote(pki.partner(GGD.oin).certificaat.read_text()), base64.b64encode(ggd).decode()):
        status, facts = ask(door, ("X-SSL-Client-Cert", written))
        assert (status, base64.b64decode(str(facts["certificaat"]))) == (200, ggd)
        assert not [name for name in facts["environ"] if "CLIENT_CERT" in name]  # type: ignore[attr-defined]


@pytest.mark.eis("R-154")
@pytest.mark.parametrize("written", [(), ("",), ("geen base64!",), ("-----BEGIN CERTIFICATE-----",), ("AAAA", "AAAA")])
def test_a_proxy_that_does_not_say_who_is_refused(door: Path, written: tuple[str, ...]) -> None:
    """None, empty, unreadable, or two: 400, and nothing runs."""
    assert ask(door, *(("X-SSL-Client-Cert", one) for one in written)) == (400, {})


@pytest.mark.eis("WT004")
def test_who_may_not_come_in_is_refused_behind_a_proxy_too(door: Path, pki: PkiBestanden) -> None:
    """A revoked certificate that the proxy let through is 403."""
    assert ask(door, ("X-SSL-Client-Cert", base64.b64encode(der(pki, POLITIE.oin)).decode())) == (403, {})


def test_only_the_group_may_open_the_socket(door: Path) -> None:
    """Mode 0660: whoever is neither the server nor in its group cannot speak to it."""
    assert door.stat().st_mode & 0o777 == 0o660


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def proxy(kind: str, door: Path, pki: PkiBestanden, map: Path) -> Iterator[int]:
    """The configuration of ``deploy/`` with other paths and another port; gives the port."""
    port = free_port()
    both = map / "index-met-sleutel.pem"
    both.write_text(pki.index.certificaat.read_text() + pki.index.sleutel.read_text())
    text = (DEPLOY / {"nginx": "nginx.conf", "haproxy": "haproxy.cfg"}[kind]).read_text(encoding="utf-8")
    for there, here in (
        ("/run/verwijsindex/verwijsindex.sock", str(door)),
        ("/etc/verwijsindex/index-met-sleutel.pem", str(both)),
        ("/etc/verwijsindex/index.pem", str(pki.index.certificaat)),
        ("/etc/verwijsindex/index.key", str(pki.index.sleutel)),
        ("/etc/verwijsindex/keten.pem", str(pki.keten)),
        ("listen [::]:443 ssl;", ""),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("bind :443", f"bind 127.0.0.1:{port}"),
    ):
        text = text.replace(there, here)
    config = map / f"{kind}.conf"
    if kind == "nginx":
        text = f"user root;\npid {map}/pid;\nerror_log {map}/fout.log;\nevents {{}}\nhttp {{ access_log off; {text} }}"
    config.write_text(text, encoding="utf-8")
    command = {"nginx": ["nginx", "-p", str(map), "-c", str(config), "-g", "daemon off;"], "haproxy": ["haproxy", "-db", "-f", str(config)]}
    with subprocess.Popen(command[kind], stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(100):
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, process.communicate()[1]
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.mark.lang
@pytest.mark.eis("R-154", "WT001", "TLS002")
@pytest.mark.parametrize("kind", ["nginx", "haproxy"])
def test_the_shipped_configuration(kind: str, door: Path, pki: PkiBestanden, tmp_path: Path) -> None:
    """With what ``deploy/`` ships: who has a certificate is known by it whatever header he sends; without one, under another root, with
    TLS 1.1 or with CBC there is no connection; a megabyte is the most."""
    if shutil.which(kind) is None:
        pytest.skip(f"{kind} staat niet op deze machine")
    ggd, politie = der(pki, GGD.oin), base64.b64encode(der(pki, POLITIE.oin)).decode()
    with proxy(kind, door, pki, tmp_path) as port:

        def call(context: ssl.SSLContext, body: bytes = b"<a/>", **headers: str) -> tuple[int, bytes]:
            with closing(http.client.HTTPSConnection("localhost", port, context=context, timeout=20)) as connection:
                connection.request("POST", "/", body, {"Content-Type": "text/xml", **headers})
                response = connection.getresponse()
                return response.status, response.read()

        for name in ("X-SSL-Client-Cert", "x-ssl-client-cert", "X_SSL_Client_Cert"):
            status, answer = call(client_context(pki), **{name: politie})
            assert (status, base64.b64decode(json.loads(answer)["certificaat"])) == (200, ggd)
        assert call(client_context(pki, POLITIE.oin))[0] == 403
        try:
            status = call(client_context(pki), b"x" * (1024 * 1024 + 1))[0]
            assert status == 413 or (kind == "haproxy" and status == 500)  # its own answer when we close while it still sends
        except BrokenPipeError:  # closed while we were still sending
            assert kind == "haproxy"
        without = client_context(pki, None)
        without.maximum_version = ssl.TLSVersion.TLSv1_2
        cbc = client_context(pki)
        cbc.maximum_version = ssl.TLSVersion.TLSv1_2
        cbc.set_ciphers("ECDHE-RSA-AES256-SHA384:@SECLEVEL=0")
        foreign = client_context(pki, None)
        other = maak_pki(tmp_path / "ander", datetime.now(UTC), INDEX, [GGD])
        foreign.load_cert_chain(other.partner(GGD.oin).certificaat, other.partner(GGD.oin).sleutel)
        with pytest.raises(BROKEN):
            call(cbc)
        for context in (without, foreign):
            try:  # nginx finishes the handshake and answers 400 by itself; nothing of it reaches the index
                assert call(context)[0] == 400
            except BROKEN:
                assert kind == "haproxy"
