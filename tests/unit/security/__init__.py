"""Tests of the message security, with a small PKI (pki.py) and a message builder of their own (berichten.py)."""
