"""Figures: one function per figure, each takes a tidy frame and returns the Axes it drew on.

Each title says what is seen, computed from the frame; intervals are drawn wherever the frame has them;
rows are labelled where they stand instead of in a legend; an empty frame gives an empty figure that says
so. Give ``ax`` to draw into a figure of your own; without it a new one of fitting height is made.

`style` is how all of them look and `parts` what they share; the others hold the figures, each module those of
one question.
"""

from analysis.plots.keyness import plot_keyness, plot_keyness_scatter
from analysis.plots.quotes import plot_cues, plot_positions, plot_types, plot_voices
from analysis.plots.reliability import plot_reliability
from analysis.plots.stances import plot_stances
from analysis.plots.style import STYLE, save_figure, use_svg
from analysis.plots.tone import plot_arcs, plot_over_time, plot_tone
from analysis.plots.words import plot_collocations, plot_dispersion, plot_words, plot_words_over_time

__all__ = [
    "STYLE",
    "plot_arcs",
    "plot_collocations",
    "plot_cues",
    "plot_dispersion",
    "plot_keyness",
    "plot_keyness_scatter",
    "plot_over_time",
    "plot_positions",
    "plot_reliability",
    "plot_stances",
    "plot_tone",
    "plot_types",
    "plot_voices",
    "plot_words",
    "plot_words_over_time",
    "save_figure",
    "use_svg",
]
