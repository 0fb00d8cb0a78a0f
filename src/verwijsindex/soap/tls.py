"""The TLS of the front door: versions, ciphers and curve of berichtbeveiliging.md 1.8 (TLS001-TLS006, TLSCIPH001)."""

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
"""What NCSC 2025-05 rates "sufficient" for TLS 1.2. The three suites of TLS 1.3 that OpenSSL offers are all good or sufficient."""

CURVE: Final = "prime256v1"
"""One curve, P-256, which every client has. Left to itself OpenSSL also offers the finite-field groups that are being phased out."""


def tls_context(certificaat: Path, sleutel: Path, client_ca: Path) -> ssl.SSLContext:
    """Two-sided TLS 1.2 and 1.3: no connection without a client certificate under ``client_ca`` (R-154; TLS002, WT001).

    ``certificaat`` may hold intermediates after the leaf. No session is resumed, so every connection shows its certificate anew.
    Raises OSError or ssl.SSLError when a file is missing or no key, certificate or pair.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(TLS12_CIPHERS)
    context.set_ecdh_curve(CURVE)
    context.options |= ssl.OP_NO_TICKET | ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    context.num_tickets = 0
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(client_ca)
    context.load_cert_chain(certificaat, sleutel)
    return context
