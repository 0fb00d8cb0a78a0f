"""The contract: form, compilation, samples, and everything that must not drift from it."""
