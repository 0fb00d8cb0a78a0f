"""Rings that measure time; .ci/run runs them."""
