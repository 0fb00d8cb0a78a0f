"""Tests whether a verwijsindex keeps to the contract and the rules. Black box: imports nothing of the implementation that it judges."""
