"""What whoever runs the target does to an instantie, as its partners see it (R-183, R-184)."""
