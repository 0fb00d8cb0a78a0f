"""Plays the other side: an index for a partner system under test, and a partner for who builds an index. Only for tests."""
