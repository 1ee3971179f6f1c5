"""Figures: one function per figure, each takes a tidy frame and returns the Axes it drew on.

Each title says what is seen, computed from the frame; intervals are drawn wherever the frame has them;
rows are labelled where they stand instead of in a legend; an empty frame gives an empty figure that says
so. Give ``ax`` to draw into a figure of your own; without it a new one of fitting height is made.
"""

from __future__ import annotations

import itertools
import os
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator, PercentFormatter
from matplotlib.transforms import Bbox
from scipy import stats

from analysis.findings import (
    most_sentences,
    say_arcs,
    say_count,
    say_keyness,
    say_stances,
    say_time,
    say_tone,
    say_types,
    say_voices,
)
from analysis.palette import GREY, INK, NEGATIVE, NEUTRAL, PALETTE, POSITIVE, contrast
from analysis.quotes.quoted import TYPES
from analysis.summaries import UNKNOWN

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

STYLE = Path(__file__).with_name("verbatim.mplstyle")
_ROW = 0.36  # inches of figure height per labelled row
_COLUMNS = 8  # of the matrix, at most
_MOST_STROKES = 2_000  # more of them are a picture within the SVG, which would else grow by a line each
_TONES = LinearSegmentedColormap.from_list("tone", [NEGATIVE, "#f1ede4", POSITIVE])


def use_svg() -> None:
    """Let a notebook show figures as SVG: sharp at any size, the same bytes each time, its text as text.

    So the text in a figure can be searched and read aloud, and a name in a script that matplotlib's own
    font lacks is set in the reader's fonts. Outside IPython it does nothing.
    """
    from IPython.core.getipython import get_ipython
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    if get_ipython() is not None:
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "verbatim"})
        # Two that are equally wide, not the dozen that matplotlib would name at each word of a figure.
        mpl.rcParams["font.sans-serif"] = ["DejaVu Sans", "Verdana"]
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        set_matplotlib_formats("svg", metadata={"Date": None})  # type: ignore[no-untyped-call]


def save_figure(ax: Axes, path: str | os.PathLike[str]) -> Path:
    """Save a figure by the ending of ``path`` (.svg, .png, .pdf); the same figure gives the same SVG.

    Raises:
        ValueError: matplotlib writes no such files; the message names those it does.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "verbatim"}):
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else None
        ax.get_figure(root=True).savefig(path, metadata=metadata)  # type: ignore[union-attr]
    return path


def plot_voices(shares: pd.DataFrame, *, by: str = "speaker", top: int = 15, ax: Axes | None = None) -> Axes:
    """Who is quoted most: a bar per voice, its share of all quotes, the interval over articles.

    Args:
        shares: the frame of `analysis.summaries.share_of_voice`.
        by: its first column.
        top: how many bars at most; those left out are counted under the axis.
        ax: where to draw.
    """
    shown = shares.head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No quotes were found.")
        _bars(ax, shown[by], shown["share"])
        _intervals(ax, shown)
        for y, (quotes, words, share, high) in enumerate(
            zip(shown["quotes"], shown["words"], shown["share"], shown["high"], strict=True)
        ):
            note = f"{say_count(quotes, 'quote')}, {say_count(words, 'word')}"
            _beside(ax, max(share, np.nan_to_num(high)), y, note)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(0, 1.45 * float(shown[["share", "high"]].max().max()))
        ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= 1])
        rest = len(shares) - len(shown)
        _under(
            ax,
            "share of all quotes"
            + ("; lines: 95% interval over articles" if shown["high"].notna().any() else "")
            + (f"; {rest} more not drawn" if rest else ""),
        )
        _title(ax, say_voices(shares, by=by))
    return ax


def plot_types(shares: pd.DataFrame, *, by: str = "outlet", top: int = 12, ax: Axes | None = None) -> Axes:
    """How the voices are let speak: a bar per row, divided into direct, mixed and indirect quotes.

    Args:
        shares: the frame of `analysis.summaries.share_of_voice`.
        by: its first column.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = shares.head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No quotes were found.")
        left = np.zeros(len(shown))
        for name, colour in zip(TYPES, PALETTE, strict=False):
            part = shown[name].to_numpy() / shown["quotes"].clip(lower=1).to_numpy()
            ax.barh(range(len(shown)), part, left=left, color=colour, height=0.66, edgecolor="white")
            for y, (width, count) in enumerate(zip(part, shown[name], strict=True)):
                if width > 0.07:
                    label = f"{count} {name}" if width > 0.2 else f"{count}"
                    ax.text(left[y] + width / 2, y, label, color="white", ha="center", va="center", fontsize=9.5)
            left += part
        _rows(ax, [f"{name} ({n})" for name, n in zip(shown[by], shown["quotes"], strict=True)])
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(0, 1)
        ax.grid(visible=False)
        _under(ax, "share of the row's quotes, from left to right: direct, mixed, indirect")
        _title(ax, say_types(shares))
    return ax


def plot_cues(cues: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Which words introduce the quotes: a bar per cue.

    Args:
        cues: the frame of `analysis.summaries.count_cues`.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = cues.head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No quotes were found.")
        _bars(ax, shown["cue"], shown["quotes"])
        for y, (quotes, share) in enumerate(zip(shown["quotes"], shown["share"], strict=True)):
            _beside(ax, quotes, y, f"{quotes} ({share:.0%})")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlim(0, 1.15 * float(shown["quotes"].max()))
        _under(
            ax,
            "quotes" + (f"; {len(cues) - len(shown)} more cues not drawn" if len(cues) > len(shown) else ""),
        )
        first, total = shown.iloc[0], int(cues["quotes"].sum())
        _title(
            ax,
            f"“{first['cue']}” introduces {first['share']:.0%} of {say_count(total, 'quote')}",
        )
    return ax


def plot_positions(positions: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Where in the articles the voices stand: a row per speaker, a stroke per quote.

    Args:
        positions: the frame of `analysis.summaries.quote_positions`.
        top: how many speakers at most, the most quoted.
        ax: where to draw.
    """
    counts = positions["speaker"].value_counts(sort=False)
    names = sorted(counts.index, key=lambda name: (-counts[name], name))[:top]
    with _figure(ax, rows=len(names)) as ax:
        if not names:
            return _nothing(ax, "No quotes were found.")
        _strokes(ax, names, positions, "speaker")
        _under(
            ax,
            "place in the article, from its first letter to its last; each stroke is the start of a quote"
            + (f"; {len(counts) - len(names)} more speakers not drawn" if len(counts) > len(names) else ""),
        )
        early = float((positions["position"] < 0.5).mean())
        _title(ax, f"{early:.0%} of {say_count(len(positions), 'quote')} stand in the first half of their article")
    return ax


def plot_words(words: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Which words are frequent: a bar per word.

    Args:
        words: the frame of `analysis.words.count_words`, of one group: ``word``, ``n``, ``per_million``,
            ``articles``.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = words.sort_values(["n", "word"], ascending=[False, True]).head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No words were found.")
        _bars(ax, shown["word"], shown["per_million"])
        for y, (rate, n, articles) in enumerate(zip(shown["per_million"], shown["n"], shown["articles"], strict=True)):
            _beside(ax, rate, y, f"{n:,}, in {say_count(articles, 'article')}")
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.set_xlim(0, 1.3 * float(shown["per_million"].max()))
        _under(ax, "times per million words")
        first = shown.iloc[0]
        _title(ax, f"“{first['word']}” leads these words: {_times(int(first['n']))}")
    return ax


def plot_keyness(keyness: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Which words mark a group: a dot per word, how many times as frequent it is, with its interval.

    Args:
        keyness: the frame of `analysis.words.keyness`, of one group or several: ``word``, ``group``,
            ``log_ratio``, ``low``, ``high``, ``n``, ``sure``; the words come in the order of the frame, each
            group's under its name, blue where they are surely more frequent.
        top: how many words at most, from the first; words that the group avoids or lacks are not drawn.
        ax: where to draw.
    """
    shown = keyness[(keyness["log_ratio"] > 0) & (keyness["n"] > 0)].head(top)
    groups = list(dict.fromkeys(shown["group"]))
    several = len(groups) > 1
    with _figure(ax, rows=len(shown) + len(groups) * several) as ax:
        if shown.empty:
            return _nothing(ax, str(keyness.attrs.get("warning", "")) or "No word marks one group against the others.")
        labels: list[str] = []
        for group in groups:
            rows = shown[shown["group"] == group]
            labels += [str(group)] if several else []
            drawn = rows[["word", "n", "log_ratio", "low", "high", "sure"]]
            for word, n, ratio, low, high, sure in drawn.itertuples(index=False):
                # A word that the others never use may have an interval without end: drawn to the edge.
                _dot(ax, len(labels), ratio, max(low, -99), min(high, 99), PALETTE[0] if sure == "more" else NEUTRAL)
                labels.append(_named(word, n))
        _rows(ax, labels)
        if several:
            for label, tick in zip(labels, ax.get_yticklabels(), strict=True):
                tick.set_fontweight("bold" if label in groups else "normal")
        ax.axvline(0, color=GREY, linewidth=1)
        # An interval that runs to infinity must not squeeze all others.
        ends = np.nan_to_num(shown[["log_ratio", "low", "high"]].to_numpy(float), posinf=0.0, neginf=0.0)
        far = float(np.quantile(ends.max(axis=1), 0.75)) * 1.6
        right = max(min(float(ends.max()), far), float(shown["log_ratio"].max())) * 1.05
        ax.set_xlim(max(min(float(ends.min()), 0.0), -0.35 * right) - 0.04 * right, right)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        ax.xaxis.set_major_formatter(lambda value, _: _fold(value))
        _under(ax, f"how many times as frequent as in {_against(keyness)}; lines: 95% interval; grey: may be chance")
        marks = "marks" if (shown["sure"] == "more").any() else "may mark"
        whole = f"What {marks} each of {len(groups)} against {_against(keyness)}"
        _title(ax, whole if several else say_keyness(keyness))
    return ax


def plot_keyness_scatter(keyness: pd.DataFrame, *, group: str = "", top: int = 12, ax: Axes | None = None) -> Axes:
    """How frequent the words of a group are and how much they mark it: a point per word, the most telling named.

    Args:
        keyness: the frame of `analysis.words.keyness`: ``word``, ``group``, ``n``, ``log_ratio``, ``sure``.
            Blue words are surely more frequent in the group, orange ones surely rarer.
        group: the group to draw; "" takes the first that is known.
        top: how many words to name on either side, in the order of the frame.
        ax: where to draw.
    """
    groups = keyness["group"]
    name = group or next(iter([*groups[groups != UNKNOWN], *groups]), "")
    shown = keyness[(keyness["group"] == name) & (keyness["n"] > 0)]
    with _figure(ax, rows=10) as ax:
        if shown.empty:
            return _nothing(ax, "There are no words to compare.")
        more, less = shown["sure"] == "more", shown["sure"] == "less"
        colours = np.where(more, POSITIVE, np.where(less, NEGATIVE, NEUTRAL))
        for sure in (~(more | less), more | less):  # the sure ones above the others
            ax.scatter(
                shown.loc[sure, "n"],
                shown.loc[sure, "log_ratio"],
                s=18,
                c=colours[sure],
                alpha=0.55,
                linewidth=0,
                rasterized=len(shown) > _MOST_STROKES,
            )
        ax.axhline(0, color=GREY, linewidth=1)
        ax.set_xscale("log")
        reach = 1.08 * max(float(shown["log_ratio"].abs().max()), 1.0)
        ax.set_ylim(-reach if len(shown[shown["log_ratio"] < 0]) else -0.1 * reach, reach)
        ax.set_xlim(0.8 * float(shown["n"].min()), 2.2 * float(shown["n"].max()))
        ax.xaxis.set_major_locator(LogLocator(base=10, subs=(1, 2, 5)))
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.xaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        ax.yaxis.set_major_formatter(lambda value, _: _fold(value))
        any_sure = bool((more | less).any())
        named = pd.concat([shown[more].head(top), shown[less].tail(top)]) if any_sure else shown.head(top)
        who = "these articles" if name == "all" else name
        _name_points(ax, named["n"], named["log_ratio"], named["word"])
        _under(
            ax,
            f"to the right: times in {who}; upwards: how many times as frequent as in {_against(keyness)}; blue and "
            "orange: more than chance among so many words and articles would do",
        )
        counts = f"{say_count(int(more.sum()), 'word')} surely more frequent, {int(less.sum()):,} surely rarer"
        _title(ax, f"{who}: {counts if any_sure else 'no word is surely more frequent or rarer'}")
    return ax


def plot_words_over_time(frequencies: pd.DataFrame, *, top: int = 6, ax: Axes | None = None) -> Axes:
    """How often some words are used over time: a curve per word with its interval, one above the other.

    Args:
        frequencies: the frame of `analysis.words.frequency_over_time`, or of `analysis.words.views.follow_words`.
        top: how many words at most, in the order of the frame.
        ax: where to draw.
    """
    words = list(dict.fromkeys(frequencies["word"]))[:top]
    with _figure(ax, rows=3 * len(words)) as ax:
        if not words:
            return _nothing(ax, f"Nothing to draw: {frequencies.attrs.get('why', 'no word was asked for')}.")
        known = frequencies[frequencies["word"].isin(words)].dropna(subset=["per_million"])
        notes = []
        for y, word in enumerate(words):
            rows = known[known["word"] == word]
            most = float(rows[["per_million", "high"]].max().max()) or 1.0
            dates = list(rows["start"].dt.tz_localize(None).dt.to_pydatetime())
            rate, low, high = (y + 0.4 - 0.8 * rows[name] / most for name in ("per_million", "low", "high"))
            ax.axhline(y + 0.4, color=GREY, linewidth=0.8)
            ax.fill_between(dates, low, high, color=PALETTE[0], alpha=0.2, linewidth=0)
            ax.plot(dates, rate, "o-", color=PALETTE[0], markersize=4)
            notes.append(f"{_short(str(word), lines=1)}\nup to {rows['per_million'].max():,.0f} per million")
        ax.set_yticks(range(len(words)), notes)
        ax.set_ylim(len(words) - 0.45, -0.55)
        ax.grid(visible=False, axis="y")
        starts = sorted(known["start"].dt.tz_localize(None).dt.to_pydatetime().tolist())
        if len(set(starts)) > 8:
            ax.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))  # type: ignore[no-untyped-call]
        else:
            ax.set_xticks(sorted(set(starts)))
        ax.xaxis.set_major_formatter(DateFormatter("%b\n%Y"))  # type: ignore[no-untyped-call]
        _under(ax, "times per million words of each period, each word on its own scale from zero; band: 95% interval")
        peaks = known[known["word"] == words[0]]
        peak = peaks.loc[peaks["per_million"].astype(float).idxmax()]
        _title(ax, f"“{words[0]}” is most frequent in {peak['period']}: {_times(int(peak['n']))}")
    return ax


def plot_collocations(collocations: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Which words stand near a word: a bar per companion, by strength of the bond.

    Args:
        collocations: the frame of `analysis.words.collocations`: ``word``, ``collocate``, ``n``,
            ``log_dice``.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = collocations.head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No words stand together often enough to say anything.")
        one = shown["word"].nunique() == 1
        pairs = zip(shown["word"], shown["collocate"], strict=True)
        _bars(ax, [right if one else f"{left} … {right}" for left, right in pairs], shown["log_dice"])
        for y, (value, n) in enumerate(zip(shown["log_dice"], shown["n"], strict=True)):
            _beside(ax, max(value, 0), y, f"together {_times(n)}")
        ax.set_xlim(min(0.0, float(shown["log_dice"].min())), 1.25 * max(float(shown["log_dice"].max()), 1.0))
        _under(ax, "strength of the bond: log Dice, at most 14; one more is twice as strong")
        first = shown.iloc[0]
        _title(
            ax,
            f"“{first['collocate']}” has the strongest bond with “{first['word']}”: together {_times(first['n'])}",
        )
    return ax


def plot_dispersion(positions: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Where in the articles some words stand: a row per word, a stroke per occurrence.

    Args:
        positions: the frame of `analysis.words.word_positions`: ``word``, ``article``, ``position`` (0 to 1).
        top: how many words at most, in the order of the frame.
        ax: where to draw.
    """
    names = list(dict.fromkeys(positions["word"]))[:top]
    with _figure(ax, rows=len(names)) as ax:
        if not names:
            return _nothing(ax, "None of the words occurs.")
        _strokes(ax, names, positions, "word")
        _under(ax, "place in the article, from its first word to its last; each stroke is the word once")
        early = positions[positions["word"] == names[0]]["position"]
        _title(
            ax,
            f"“{names[0]}”: {(early < 0.5).mean():.0%} of its {say_count(len(early), 'use')} in the first half",
        )
    return ax


def plot_tone(tone: pd.DataFrame, *, by: str = "speaker", top: int = 15, ax: Axes | None = None) -> Axes:
    """How the voices sound: a dot per row, from negative to positive, with its interval.

    A hollow dot has no interval, since too few sentences stand behind it, and no claim rests on it.

    Args:
        tone: one row per voice: the column ``by``, ``score`` (-1 to 1), ``low``, ``high`` and ``n``
            (sentences).
        by: the column that names the rows.
        top: how many rows at most: those with most sentences.
        ax: where to draw.
    """
    shown = most_sentences(tone, by=by, top=top).sort_values(["score", by], ascending=[False, True])
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No sentence with words of known tone was found.")
        for y, (score, low, high) in enumerate(zip(shown["score"], shown["low"], shown["high"], strict=True)):
            _dot(ax, y, score, low, high, _sign_colour(low, high))
        _rows(ax, [_named(name, n) for name, n in zip(shown[by], shown["n"], strict=True)])
        ax.axvline(0, color=GREY, linewidth=1)
        ends = shown[["score", "low", "high"]].abs().max().max()
        ax.set_xlim(*(np.array([-1, 1]) * min(1.05, max(0.5, 1.15 * float(ends)))))
        rest = int(tone["score"].notna().sum()) - len(shown)
        ax.set_xlabel(
            "← negative words · mean tone of the sentences, with 95% interval · positive words →\n"
            "in brackets: sentences; hollow dots: too few to tell" + (f"; {rest} more not drawn" if rest else "")
        )
        _title(ax, say_tone(shown, by=by))
    return ax


def plot_over_time(tone: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """How the tone changes: the mean of each period with its interval, along the dates.

    Args:
        tone: the frame of `analysis.tone.tone_over_time`: ``period``, ``score``, ``low``, ``high``, ``n``.
        ax: where to draw.
    """
    shown = tone.dropna(subset=["score"]).sort_values("period", kind="stable")
    with _figure(ax) as ax:
        if shown.empty:
            return _nothing(ax, "No article with a date has words of known tone.")
        dates = [period.to_pydatetime() for period in shown["period"].dt.tz_localize(None)]
        ax.plot(dates, shown["score"], color=PALETTE[0])
        for date, score, low, high in zip(dates, shown["score"], shown["low"], shown["high"], strict=True):
            ax.plot([date, date], [low, high], color=PALETTE[0], linewidth=5, alpha=0.25, solid_capstyle="butt")
            ax.plot(date, score, "o", color=PALETTE[0], markersize=7, markerfacecolor=_filling(low, PALETTE[0]))
        ax.axhline(0, color=GREY, linewidth=1)
        if len(shown) > 8:
            ax.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))  # type: ignore[no-untyped-call]
        else:
            ax.set_xticks(dates)
        ax.xaxis.set_major_formatter(DateFormatter("%-d %b\n%Y"))  # type: ignore[no-untyped-call]
        ends = float(shown[["score", "low", "high"]].abs().max().max())
        ax.set_ylim(*(np.array([-1, 1]) * min(1.05, max(0.3, 1.2 * ends))))
        ax.set_ylabel("mean tone of the sentences")
        undated = int(tone.attrs.get("undated", 0))
        _under(
            ax,
            "bars: 95% interval; hollow dots: too few sentences to tell"
            + (f"; {say_count(undated, 'article')} without a date not drawn" if undated else ""),
        )
        _title(ax, say_time(tone))
    return ax


def plot_arcs(arcs: pd.DataFrame, *, by: str = "title", top: int = 10, ax: Axes | None = None) -> Axes:
    """How the tone moves through each article: a curve per article over its own zero line, with its band.

    Args:
        arcs: the frame of `analysis.tone.tone_arc` with a column that names the articles, see
            `analysis.summaries.with_titles`: ``article``, ``share`` (0 to 1), ``mean``, ``low``, ``high``.
        by: the column with the name of the article.
        top: how many articles at most: those whose tone changes most clearly, then the others as they come.
        ax: where to draw.
    """
    from analysis.tone.arcs import arc_moves

    names = arcs.drop_duplicates("article").set_index("article")[by]
    moves = arc_moves(arcs)
    names = names.loc[moves.abs().sort_values(ascending=False, kind="stable").index]
    shown = list(names.index[:top])
    with _figure(ax, rows=round(2.2 * len(shown))) as ax:
        if not shown:
            return _nothing(ax, "No sentences were found.")
        inside = arcs[arcs["article"].isin(shown)]
        reach = max(0.3, float(np.nan_to_num(inside[["mean", "low", "high"]].abs().max().max())))
        scale = 0.45 / reach
        for y, article in enumerate(shown):
            arc = inside[inside["article"] == article]
            x, mean = arc["share"].to_numpy(), y - scale * arc["mean"].to_numpy()
            ax.axhline(y, color=GREY, linewidth=0.8)
            ax.fill_between(x, y - scale * arc["low"], y - scale * arc["high"], color=NEUTRAL, alpha=0.18, linewidth=0)
            ax.fill_between(x, mean, y, where=mean < y, color=POSITIVE, alpha=0.45, linewidth=0, interpolate=True)
            ax.fill_between(x, mean, y, where=mean > y, color=NEGATIVE, alpha=0.45, linewidth=0, interpolate=True)
            ax.plot(x, mean, color=INK, linewidth=1.3)
        _rows(ax, [str(name) for name in names[:top]])
        ax.set_ylim(len(shown) - 0.45, -0.55)
        ax.set_xlim(0, 1)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        rest = len(names) - len(shown)
        _under(
            ax,
            "place in the article; positive words lift the curve (blue), negative ones lower it (orange); "
            "grey band: 95% interval" + (f"; {say_count(rest, 'more article')} not drawn" if rest else ""),
        )
        _title(ax, say_arcs(arcs, by=by, moves=moves))
    return ax


def plot_reliability(bins: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Whether a confidence means what it says: the share that is right over the confidence given, a dot a bin.

    A bin of fewer than five quotes is not drawn.

    Args:
        bins: the frame of `analysis.training.reliability.reliability`: ``confidence``, ``right``, ``n``.
        ax: where to draw.
    """
    from analysis.training.reliability import calibration_error

    with _figure(ax) as ax:
        if bins.empty:
            return _nothing(ax, "There are no quotes to check.")
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1)
        ax.annotate("as many as it says", (0.2, 0.2), (6, -2), textcoords="offset points", va="top", color=GREY)
        shown = bins[bins["n"] >= 5]
        for x, share, n in zip(shown["confidence"], shown["right"], shown["n"], strict=True):
            low, high = stats.binomtest(round(share * n), int(n)).proportion_ci(method="wilson")
            ax.plot([x, x], [low, high], color=PALETTE[0], linewidth=2)
            ax.plot(x, share, "o", color=PALETTE[0], markersize=7)
            ax.annotate(f"{n:,}", (x, share), (6, -3), textcoords="offset points", va="top", color=GREY, fontsize=9.5)
        ax.set(xlim=(0, 1), ylim=(0, 1), ylabel="share of these quotes that are right")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(PercentFormatter(1, decimals=0))
        _under(ax, "confidence given; lines: 95% interval; beside: quotes")
        _title(ax, f"Confidence is off by {100 * calibration_error(bins):.1f} of 100 on average")
    return ax


def plot_stances(
    matrix: pd.DataFrame, *, words: pd.DataFrame | None = None, top: int = 10, ax: Axes | None = None
) -> Axes:
    """Who is quoted in which tone toward whom: a square per pair with its mean tone and its number of mentions.

    Args:
        matrix: the frame of `analysis.tone.stance_matrix`: ``who``, ``target``, ``n``, ``score``, ``negative``,
            ``positive``.
        words: the frame of `analysis.tone.words_behind`, to be written beside the rows: ``who``, ``negative``,
            ``positive``.
        top: how many rows at most, those with most mentions; the columns are at most `_COLUMNS`, or the numbers in
            the squares would run into one another.
        ax: where to draw.
    """
    rows = _most(matrix, "who", top)
    targets = _most(matrix[matrix["who"].isin(rows)], "target", min(top, _COLUMNS))
    rows = [row for row in rows if (matrix["target"].isin(targets) & (matrix["who"] == row)).any()]
    with _figure(ax, rows=round(1.5 * len(rows)) + 4, width=9.5) as ax:
        if not rows:
            return _nothing(ax, "No quote mentions a target.")
        table = matrix[matrix["who"].isin(rows) & matrix["target"].isin(targets)]
        for who, target, n, score in zip(table["who"], table["target"], table["n"], table["score"], strict=True):
            x, y = targets.index(target), rows.index(who)
            colour = _TONES((float(score) + 1) / 2)
            ax.add_patch(Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, color=colour, linewidth=0))
            ink = "#ffffff" if contrast("#ffffff", to_hex(colour)) > 4.5 else INK
            ax.text(x, y, f"{score:+z.1f}\nof {n}", ha="center", va="center", color=ink, fontsize="small")
        if words is not None:
            _words_beside(ax, words[words["who"].isin(rows)], rows, x=len(targets) - 0.4)
        _rows(ax, rows)
        ax.set_xlim(-0.5, len(targets) - 0.5)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xticks(range(len(targets)), [_short(name, width=18) for name in targets], rotation=35, ha="right")
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
        ax.set_ylabel({"voice": "speaker"}.get(matrix.attrs.get("by", ""), matrix.attrs.get("by", "speaker")))
        _under(
            ax,
            "mean tone of a row's quotes toward a column, from -1 (orange) to +1 (blue), of so many mentions"
            + ("; beside: the heaviest negative and positive words of its quotes" if words is not None else ""),
        )
        _title(ax, say_stances(matrix))
    return ax


def _words_beside(ax: Axes, words: pd.DataFrame, rows: list[str], *, x: float) -> None:
    """Write the negative words over the positive ones, at the right of each row, a line each."""
    for side, shift, colour, align in (("negative", -0.05, NEGATIVE, "bottom"), ("positive", 0.05, POSITIVE, "top")):
        for who, phrases in zip(words["who"], words[side], strict=True):
            room = itertools.accumulate(len(phrase) + 2 for phrase in phrases)
            text = ", ".join(
                [phrase for phrase, width in zip(phrases, room, strict=True) if width <= 42] or phrases[:1]
            )
            ax.text(x, rows.index(who) + shift, text, color=colour, va=align, fontsize="small", clip_on=False)


@contextmanager
def _figure(ax: Axes | None, *, rows: int | None = None, width: float = 8) -> Iterator[Axes]:
    """Lend an Axes within the style; a new figure grows with its rows, and is so many inches wide.

    Matplotlib makes tick labels and legends as late as the first drawing and would take their style from
    whatever holds then, so the figure is laid out before the style is left.
    """
    with plt.style.context(STYLE):
        if ax is None:
            height = 4.5 if rows is None else max(1.6 + _ROW * rows, 1.8)
            _, ax = plt.subplots(figsize=(width, height))
        yield ax
        figure = ax.get_figure(root=True)
        if figure is not None:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Glyph .* missing from font")
                figure.draw_without_rendering()


def _bars(ax: Axes, labels: Sequence[str] | pd.Series, values: Sequence[float] | pd.Series) -> None:
    ax.barh(range(len(values)), values, color=PALETTE[0], height=0.66)
    _rows(ax, list(labels))


def _rows(ax: Axes, labels: Sequence[str]) -> None:
    """Name the rows, the first on top; what is too long for two lines is cut with an ellipsis."""
    ax.set_yticks(range(len(labels)), [_short(str(label)) for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(visible=False, axis="y")


def _intervals(ax: Axes, frame: pd.DataFrame) -> None:
    for y, (low, high) in enumerate(zip(frame["low"], frame["high"], strict=True)):
        ax.plot([low, high], [y, y], color=INK, linewidth=1.2)


def _beside(ax: Axes, x: float, y: float, note: str) -> None:
    ax.annotate(note, (x, y), (5, 0), textcoords="offset points", va="center", color=GREY, fontsize=9.5)


def _strokes(ax: Axes, names: Sequence[str], positions: pd.DataFrame, by: str) -> None:
    """A row per name, a stroke at each of its positions (0 to 1)."""
    many = len(positions) > _MOST_STROKES
    for y, name in enumerate(names):
        at = positions.loc[positions[by] == name, "position"]
        ax.plot(
            at, [y] * len(at), "|", color=PALETTE[0], markersize=14, markeredgewidth=2.4, alpha=0.75, rasterized=many
        )
    _rows(ax, [f"{name} ({int((positions[by] == name).sum())})" for name in names])
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlim(-0.01, 1.01)


def _dot(ax: Axes, y: float, value: float, low: float, high: float, colour: str) -> None:
    ax.plot([low, high], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
    ax.plot(value, y, "o", color=colour, markersize=7, markerfacecolor=_filling(low, colour))


def _filling(low: float, colour: str) -> str:
    """White where there is no interval, so that the dot is hollow."""
    return "white" if pd.isna(low) else colour


def _most(frame: pd.DataFrame, name: str, top: int) -> list[str]:
    """The values of a column with the largest sums of ``n``, the largest first."""
    sums = frame.groupby(name)["n"].sum().reset_index().sort_values(["n", name], ascending=[False, True])
    return [str(value) for value in sums[name].head(top)]


def _sign_colour(low: float, high: float) -> str:
    """Blue where the interval lies above zero, orange where below, grey where it holds zero or is unknown."""
    return POSITIVE if low > 0 else NEGATIVE if high < 0 else NEUTRAL


def _title(ax: Axes, title: str) -> None:
    ax.set_title(textwrap.fill(title, 58))


def _against(keyness: pd.DataFrame) -> str:
    return str(keyness.attrs.get("against", "the rest")).split(" (")[0]


def _name_points(ax: Axes, xs: pd.Series, ys: pd.Series, names: pd.Series) -> None:
    """Name points beside, above or below them; a name that would cover another is left out."""
    figure = ax.get_figure(root=True)
    if figure is None:
        return
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    taken: list[Bbox] = []
    for x, y, name in zip(xs, ys, names, strict=True):
        for offset, align in (((6, -3), "left"), ((-6, -3), "right"), ((4, 7), "left"), ((4, -13), "left")):
            text = ax.annotate(
                _short(str(name), width=24),
                (x, y),
                offset,
                textcoords="offset points",
                ha=align,
                fontsize=9.5,
                color=INK,
                path_effects=[withStroke(linewidth=3, foreground="white")],
            )
            box = text.get_window_extent(renderer).padded(2)
            whole = ax.bbox.contains(box.x0, box.y0) and ax.bbox.contains(box.x1, box.y1)
            if whole and not box.count_overlaps(taken):
                taken.append(box)
                break
            text.remove()


def _under(ax: Axes, note: str) -> None:
    """Say under the axis what is measured and what is not drawn."""
    ax.set_xlabel(textwrap.fill(note, 84), loc="left", linespacing=1.4)


def _nothing(ax: Axes, message: str) -> Axes:
    ax.set_axis_off()
    figure = ax.get_figure(root=True)
    if figure is not None and len(figure.axes) == 1:
        figure.set_figheight(1.2)  # no large blank
    note = ax.text(0.5, 0.5, textwrap.fill(message, 70), ha="center", va="center", color=GREY)
    note.set(transform=ax.transAxes, in_layout=False)
    return ax


def _short(label: str, *, width: int = 34, lines: int = 2) -> str:
    """Wrap a label; break words that are longer than a line."""
    wrapped = textwrap.wrap(label, width) or ["–"]
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1][: width - 1].rstrip() + "…"]
    return "\n".join(wrapped)


def _named(name: str, n: float | None) -> str:
    return str(name) if n is None or pd.isna(n) else f"{name} ({int(n)})"


def _fold(log_ratio: float) -> str:
    """A binary logarithm as a factor: 3 is 8×, 12 is 4k×, 25 is 34M×, -5 is 1/32×."""
    if log_ratio < 0:
        return f"1/{_fold(-log_ratio)}"
    factor = 2.0**log_ratio
    for size, sign in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if factor >= size:
            return f"{factor / size:,.0f}{sign}×"
    return f"{factor:.3g}×"


def _times(n: int) -> str:
    return say_count(n, "time")
