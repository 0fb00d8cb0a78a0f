"""Judges the TLS of one server with sslyze: only what berichtbeveiliging 1.8 allows (TLS001-TLS006, TLSCIPH001; NCSC 2025-05).

    keuren.py NAAM POORT CERTIFICAAT SLEUTEL CA

Ends with 1 and a line per finding; also when sslyze could not finish one of its scans. Runs in the environment that has sslyze.
"""

import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sslyze import (
    ClientAuthenticationCredentials,
    ScanCommand,
    Scanner,
    ServerNetworkConfiguration,
    ServerNetworkLocation,
    ServerScanRequest,
    ServerScanResult,
)

OUD = ("ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1")
REEKSEN = {
    "tls_1_2": {
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    },
    "tls_1_3": {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"},
}
KROMMEN = {"prime256v1", "secp256r1", "secp384r1", "secp521r1", "X25519", "X448"}
"""P-256 has two names; sslyze knows both."""
OPDRACHTEN = {
    ScanCommand.SSL_2_0_CIPHER_SUITES,
    ScanCommand.SSL_3_0_CIPHER_SUITES,
    ScanCommand.TLS_1_0_CIPHER_SUITES,
    ScanCommand.TLS_1_1_CIPHER_SUITES,
    ScanCommand.TLS_1_2_CIPHER_SUITES,
    ScanCommand.TLS_1_3_CIPHER_SUITES,
    ScanCommand.ELLIPTIC_CURVES,
    ScanCommand.SESSION_RENEGOTIATION,
    ScanCommand.SESSION_RESUMPTION,
    ScanCommand.TLS_COMPRESSION,
    ScanCommand.TLS_1_3_EARLY_DATA,
    ScanCommand.HEARTBLEED,
    ScanCommand.OPENSSL_CCS_INJECTION,
    ScanCommand.ROBOT,
    ScanCommand.TLS_EXTENDED_MASTER_SECRET,
}


def scan(poort: int, certificaat: Path, sleutel: Path) -> ServerScanResult:
    """Everything that sslyze knows to look at here, with the certificate of a partner."""
    sleutelpaar = ClientAuthenticationCredentials(certificate_chain_path=certificaat, key_path=sleutel)
    scanner = Scanner()
    scanner.queue_scans(
        [
            ServerScanRequest(
                server_location=ServerNetworkLocation(hostname="localhost", port=poort, ip_address="127.0.0.1"),
                network_configuration=ServerNetworkConfiguration("localhost", tls_client_auth_credentials=sleutelpaar),
                scan_commands=OPDRACHTEN,
            )
        ]
    )
    [uitslag] = scanner.get_results()
    return uitslag


def bevindingen(uitslag: ServerScanResult) -> Iterator[str]:
    """What is not as it should be."""
    gevonden = uitslag.scan_result
    if gevonden is None:
        yield f"sslyze kreeg geen verbinding: {uitslag.connectivity_error_trace}"
        return
    for opdracht in sorted(OPDRACHTEN):
        if getattr(gevonden, opdracht.value).result is None:
            yield f"{opdracht.value}: niet afgerond ({getattr(gevonden, opdracht.value).error_trace})"
            return
    for versie in OUD:
        if aanvaard := _reeksen(gevonden, versie):
            yield f"{versie}: aanvaard, met {', '.join(sorted(aanvaard))}"
    for versie, goed in REEKSEN.items():
        aanvaard = _reeksen(gevonden, versie)
        if not aanvaard:
            yield f"{versie}: niet aanvaard"
        if te_veel := aanvaard - goed:
            yield f"{versie}: {', '.join(sorted(te_veel))}"
    if krommen := {kromme.name for kromme in gevonden.elliptic_curves.result.supported_curves or ()} - KROMMEN:
        yield f"krommen: {', '.join(sorted(krommen))}"
    heronderhandeling, hervatten = gevonden.session_renegotiation.result, gevonden.session_resumption.result
    onwaar = {
        "een client mag heronderhandelen": heronderhandeling.is_vulnerable_to_client_renegotiation_dos,
        "heronderhandelen is onveilig": not heronderhandeling.supports_secure_renegotiation,
        "compressie": gevonden.tls_compression.result.supports_compression,
        "early data": gevonden.tls_1_3_early_data.result.supports_early_data,
        "Heartbleed": gevonden.heartbleed.result.is_vulnerable_to_heartbleed,
        "CCS-injectie": gevonden.openssl_ccs_injection.result.is_vulnerable_to_ccs_injection,
        "ROBOT": "NOT_VULNERABLE" not in gevonden.robot.result.robot_result.name,
        "geen extended master secret": not gevonden.tls_extended_master_secret.result.supports_ems_extension,
        "sessies worden hervat": hervatten.session_id_successful_resumptions_count or hervatten.tls_ticket_successful_resumptions_count,
    }
    yield from (naam for naam, waar in onwaar.items() if waar)


def _reeksen(gevonden: object, versie: str) -> set[str]:
    return {een.cipher_suite.name for een in getattr(gevonden, f"{versie}_cipher_suites").result.accepted_cipher_suites}


def zonder_certificaat(poort: int, ca: Path) -> Iterator[str]:
    """No connection without a client certificate; a proxy that finishes the handshake first answers 400 by itself."""
    for versie in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context(cafile=str(ca))
        context.minimum_version = context.maximum_version = versie
        try:
            with closing(context.wrap_socket(socket.create_connection(("127.0.0.1", poort), 5), server_hostname="localhost")) as verbinding:
                verbinding.sendall(b"GET /meldingen/v1?wsdl HTTP/1.1\r\nHost: localhost\r\n\r\n")
                antwoord = verbinding.recv(1024)
        except (ssl.SSLError, ConnectionError) as fout:
            if "CERTIFICATE_VERIFY_FAILED" in str(fout):
                yield f"{versie.name}: de server is niet wie hij hoort te zijn"
            continue
        if antwoord and not antwoord.startswith(b"HTTP/1.1 400"):
            yield f"{versie.name}: zonder clientcertificaat kwam er antwoord: {antwoord[:30]!r}"


def main() -> int:
    """0 when nothing was found."""
    naam, poort, *paden = sys.argv[1:]
    certificaat, sleutel, ca = map(Path, paden)
    uitslag = scan(int(poort), certificaat, sleutel)
    gevonden = [*bevindingen(uitslag), *zonder_certificaat(int(poort), ca)]
    for regel in gevonden:
        print(f"{naam}: {regel}")
    print(f"{naam}: {'gezakt' if gevonden else 'in orde'}")
    return 1 if gevonden else 0


if __name__ == "__main__":
    sys.exit(main())
