"""The ring that needs nothing but Python."""
