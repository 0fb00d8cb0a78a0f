"""The client of a partner system: zeep behind a small class, with our signing and verification."""
