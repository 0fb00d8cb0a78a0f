"""Bytes in, signed facts out: the message-security profile VIR-WUS-S, for server and client.

The modules follow the steps of the profile. `receive.Ontvanger.ontvang` reads in their order:

====  ======================  ==========================================================
step  module                  what it decides
====  ======================  ==========================================================
1     `http`                  method, size, media type
2-3   `parse`                 bytes, parser, limits
4     `soapstructure`         Envelope, Header, Body, which header blocks
5     `addressing`            WS-Addressing and SOAPAction
6     `structure`             the Security header: parts, algorithms, ids, coverage
7     `trust`                 token, chain, key, OIN
8     `verify`                signature and digests
9     `freshness`             Timestamp and replay
10    `rebuild`               a new document from the verified bytes
11    `authorise`             signer, From, To, TLS
13    `sign`                  the same profile, sent
====  ======================  ==========================================================

Step 0 (TLS) is the terminator's, step 12 (XSD) the dispatcher's. `reply` runs the same steps for the client.
"""
