"""The client's end of TLS: versions and ciphers of berichtbeveiliging.md 1.8 (TLS001-TLS006, TLSCIPH001)."""

import ssl
from pathlib import Path
from typing import Final

TLS12_CIPHERS: Final = ":".join(
    (
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256",
    )
)
"""The same list as the server's; written twice because a supplier installs the client without the server."""


def tls_context(certificaat: Path, sleutel: Path, ca: Path) -> ssl.SSLContext:
    """Two-sided TLS 1.2 and 1.3: our certificate, and a server that proves its host name under ``ca`` and nothing else (WT001).

    Raises OSError or ssl.SSLError when a file is missing or no key, certificate or pair.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks chain and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(TLS12_CIPHERS)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(ca)
    context.load_cert_chain(certificaat, sleutel)
    return context
