"""The signed samples in ``docs/voorbeelden/getekend``: descriptions of scenarios, the program that plays them, and what holds them."""
