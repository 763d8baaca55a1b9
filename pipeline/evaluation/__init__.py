"""Scores against a gold set: load both sides, pair their records, count, report, compare two runs."""
