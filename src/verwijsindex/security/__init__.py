"""Bytes in, signed facts out: the message-security profile VIR-WUS-S, for server and client."""
