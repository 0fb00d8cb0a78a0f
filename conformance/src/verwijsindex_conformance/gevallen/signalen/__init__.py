"""Signalen: HaalSignalenOp and BevestigSignalen."""
