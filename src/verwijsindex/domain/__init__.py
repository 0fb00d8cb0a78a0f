"""The law in plain Python: values, refusals, rules and the ports they need. Standard library only."""
