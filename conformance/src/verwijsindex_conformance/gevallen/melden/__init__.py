"""Reporting a jeugdige: MeldJeugdige and RaadpleegEigenMeldingen."""
