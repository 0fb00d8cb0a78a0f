"""All tests; the rings share the builders of messages and certificates in unit/security."""
