"""Makers of good and bad files for the tests: all text in them is invented."""
