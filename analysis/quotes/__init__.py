"""Quotes: who is quoted, with which words, introduced how."""
