"""Use cases, one per file: a frozen request and a function that loads, asks the rules, saves and commits once."""
