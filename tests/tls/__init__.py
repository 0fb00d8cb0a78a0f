"""The TLS that is served, as an independent tool sees it."""
