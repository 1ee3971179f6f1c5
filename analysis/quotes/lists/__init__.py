"""Closed word lists: general English, none of them fitted to a corpus."""
