"""Fuzzing of the whole front: the bytes of an HTTP request in, the bytes of a reply out, and what must be true of every one of them."""
