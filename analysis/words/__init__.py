"""Which words, where, and compared with what: counts, keyness, collocations, keywords in context."""

from analysis.words.collocations import collocations
from analysis.words.concordance import concordance, contexts
from analysis.words.copies import find_copies
from analysis.words.counts import count_words
from analysis.words.dispersion import deviation_of_proportions, juilland_d, word_positions
from analysis.words.diversity import measure_diversity
from analysis.words.groups import only_once
from analysis.words.keyness import keyness
from analysis.words.rules import TokenRules, describe_rules
from analysis.words.stopwords import hide_stop_words
from analysis.words.tokens import tokens_table
from analysis.words.trends import find_trends, frequency_over_time

__all__ = [
    "TokenRules",
    "collocations",
    "concordance",
    "contexts",
    "count_words",
    "describe_rules",
    "deviation_of_proportions",
    "find_copies",
    "find_trends",
    "frequency_over_time",
    "hide_stop_words",
    "juilland_d",
    "keyness",
    "measure_diversity",
    "only_once",
    "tokens_table",
    "word_positions",
]
