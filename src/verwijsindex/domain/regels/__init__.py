"""The rules, one file per family of articles of Jeugdwet 7.1: pure functions over values and dates."""
