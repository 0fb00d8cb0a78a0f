"""Withdrawing a melding: VerwijderMelding."""
