"""Articles: files and folders -> one clean row per article, and a table of what could not be read."""

from analysis.articles.problem import problems
from analysis.articles.table import read_articles

__all__ = ["problems", "read_articles"]
