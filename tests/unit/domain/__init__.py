"""Tests of the law: the rules at their boundary days, held against the articles and not against the code."""
