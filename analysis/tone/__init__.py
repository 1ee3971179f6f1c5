"""Tone: how the words sound, in whose mouth, and which words did it."""

from analysis.tone.aggregate import average_tone, bootstrap_mean
from analysis.tone.arcs import arc_moves, tone_arc
from analysis.tone.bands import NEUTRAL_BAND, fit_neutral_band, label_scores
from analysis.tone.lexicons import Lexicon, LexiconError, read_lexicon, vader_lexicon
from analysis.tone.score import TONE_COLUMNS, score_sentences, score_tone
from analysis.tone.stances import disagreements, stance_matrix, telling_mentions, words_behind
from analysis.tone.toward import TARGET_COLUMNS, explain_targets, score_targets
from analysis.tone.views import (
    compare_voices,
    heaviest_drivers,
    telling_sentences,
    tone_by_speaker,
    tone_over_time,
)

__all__ = [
    "NEUTRAL_BAND",
    "TARGET_COLUMNS",
    "TONE_COLUMNS",
    "Lexicon",
    "LexiconError",
    "arc_moves",
    "average_tone",
    "bootstrap_mean",
    "compare_voices",
    "disagreements",
    "explain_targets",
    "fit_neutral_band",
    "heaviest_drivers",
    "label_scores",
    "read_lexicon",
    "score_sentences",
    "score_targets",
    "score_tone",
    "stance_matrix",
    "telling_mentions",
    "telling_sentences",
    "tone_arc",
    "tone_by_speaker",
    "tone_over_time",
    "vader_lexicon",
    "words_behind",
]
