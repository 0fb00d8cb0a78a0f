"""What leaves by itself: e-mail notices that say nothing but that something is ready (architectuur.md; R-093)."""
