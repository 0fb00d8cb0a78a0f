"""What a signed MeldJeugdige costs in this process, as a ratio to a limit: ``make bench``. Explained in docs/besluiten/0050-snelheid.md."""
