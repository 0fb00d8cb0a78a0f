"""Judges replies: structure, trust, signature, relation to the request, faults. Every check names the rule it holds to."""
