"""Explains a message that was captured, or a code that came back: what is wrong, how that was seen, and what to do."""
