"""Load with a hundred clients that mean well and a hundred that do not: whoever means well notices nothing."""
