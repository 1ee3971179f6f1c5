"""What the columns of the tables mean, in a sentence each: for the pages and the sheet beside an Excel table."""

from __future__ import annotations

import pandas as pd

__all__ = ["MEANINGS", "explain", "meaning_of"]

MEANINGS = {
    "act": "speech: it was said or written; thought: somebody is said to think, want, feel or back it",
    "affiliation": "what the article says the speaker belongs to, in its own words",
    "affiliations": "what the articles say the speaker belongs to",
    "article": "the article it stands in; where a row counts several, the one with the first of them",
    "articles": "in how many articles; of mentions counted as one voice, which",
    "articles_read": "how many articles there are of the period",
    "author": "who wrote the article, as the file says",
    "boilerplate_words": "words of contacts, newsletters and credits, left out of all analyses",
    "change": "how much more or less frequent from period to period, as a power of two",
    "collocate": "the word that stands near",
    "confidence": "how sure the program is that the words of the quote and of its source are right, 0 to 1",
    "copy_of": "the article that it is a copy of",
    "corrected": "whether a person has corrected the row",
    "coverage": "share of the sentences that have a word of known tone",
    "cue": "the words that introduce the quote",
    "cue_spans": "where the cue stands: [start, end) in characters of the article's text",
    "direct": "quotes that stand in quotation marks as a whole",
    "dispersion": "how unevenly the word is spread over the articles: 0 evenly, 1 all in one place (Gries' DP)",
    "drivers": "the words that made the score, the heaviest first, with what each weighs",
    "duplicate_of": "the article that this one is a copy of",
    "end": "where it ends: the character behind its last, counted in the article's text",
    "example": "the first quote with it",
    "expected": "how often it would be so by chance",
    "first": "when it was published first",
    "g2": "log-likelihood: how surprising the difference is",
    "gender": "as the list of speakers gives it",
    "group": "the articles or quotes that are counted together",
    "high": "upper end of the 95% interval",
    "indirect": "quotes told in the reporter's words",
    "juilland_d": "how evenly the word is spread over the articles: 1 evenly (Juilland's D)",
    "kind": "person, organization, group or unnamed source; author where the article names no source",
    "kinds": "person, organization, group or unnamed",
    "known": "sentences with a word of known tone",
    "label": "negative, neutral or positive; unknown where no word has a known tone, unclear where the model is unsure",
    "language": "the language that the program takes it for",
    "last": "when it was published last",
    "left": "what stands before",
    "log_dice": "strength of the bond, about 14 at most; one more is twice as strong",
    "log_odds": "log odds ratio with a prior (Monroe and others)",
    "log_ratio": "how many times as frequent, as a power of two: 1 is twice, 2 four times",
    "low": "lower end of the 95% interval",
    "match": "the word as it stands there",
    "mattr": "different words in a moving window, as a share (moving-average type-token ratio)",
    "mean": "mean tone of the sentences around, -1 to 1",
    "meaning": "what it means",
    "measure": "what is counted",
    "mention_end": "where the mention of the target ends, in characters of the article's text",
    "mention_start": "where the mention of the target begins, in characters of the article's text",
    "merged": "whether the mentions count as one voice",
    "mixed": "quotes in the reporter's words with some in quotation marks",
    "most_quoted": "the speaker with most quotes in the article; where several have as many, all of them or how many",
    "mtld": "how many words in a row stay varied (measure of textual lexical diversity)",
    "n": "how often; of tone, how many sentences",
    "n_against": "how often in what it is compared with",
    "n_collocate": "how often the word that stands near occurs at all",
    "n_word": "how often the word occurs at all",
    "named": "whom or what the mention names, as fully as its article does; empty for what is no name",
    "negative": "how likely the tone toward the target is negative, 0 to 1; of a pair, how many mentions are",
    "neutral": "how likely the tone toward the target is neutral, 0 to 1",
    "outlet": "the newspaper, agency or site",
    "outlets": "in how many outlets",
    "p": "how often chance would give as much, 0 to 1",
    "path": "the file it was read from",
    "per_million": "times per million words",
    "per_million_against": "times per million words in what it is compared with",
    "period": "the period: its first day, or the month, quarter or year that it is",
    "pmi": "pointwise mutual information, a power of two",
    "position": "place in the article; 0 at its beginning, 1 at its end, or the number of the sentence",
    "positive": "how likely the tone toward the target is positive, 0 to 1; of a pair, how many mentions are",
    "published": "day of publication",
    "q": "the share of such findings that chance would give (Benjamini and Hochberg)",
    "quote": "id of the quote, for data/corrections.csv; it stays when the article is edited elsewhere",
    "quotes": "how many quotes",
    "rank": "1 for the first; empty where there is too little to rank",
    "resampled": "what the interval is over: sentences of one article, or articles; empty where there is none",
    "right": "what stands behind",
    "role": "what the article says the speaker is, in its own words",
    "roles": "what the articles say the speaker is",
    "rule": "what is decided",
    "score": "tone from -1, as negative as words get, to 1, as positive",
    "sentence": "number of the sentence in its article",
    "sha256": "hash of the article's text, which tells whether it has changed",
    "share": "share of all, 0 to 1; of a sentence, how far along its article it stands",
    "side": "as the list of speakers gives it; of a sentence, negative or positive",
    "similarity": "share of word sequences that both have, 0 to 1",
    "source": "whom the article names as the source, in its own words",
    "source_spans": "where the source stands: [start, end) in characters of the article's text",
    "spans": "where the quote stands: [start, end) in characters of the article's text",
    "speaker": "the fullest name that the article gives the source",
    "speakers": "how many speakers",
    "start": "where it begins: its first character, counted from 0 in the article's text; of a period, its first day",
    "sure": "more or less frequent, beyond what chance makes of so many words and of how articles differ; else empty",
    "target": "whom or what it is about",
    "text": "the words as they stand; pieces that stand apart are joined by an ellipsis",
    "title": "title of the article, else its id",
    "trend": "emerging, fading or steady, as far as chance lets it be said",
    "ttr": "different words as a share of all",
    "type": "direct: all in quotation marks; mixed: some; indirect: none",
    "types": "how many different words",
    "unit": "what a row is: a sentence, a quote, a speaker, an article",
    "url": "where it appeared",
    "value": "the figure",
    "voice": "who speaks; of a sentence, whether it is quoted or the reporter's own",
    "who": "whose tone it is",
    "why": "why they count as one voice, or why not",
    "word": "the word",
    "word_share": "share of all quoted words, 0 to 1",
    "words": "how many words, of quotes by the spaces between them; where tones are compared, the tone of the words",
    "words_drivers": "the words that made the tone of the words",
    "z": "in standard deviations: the log odds ratio or, over time, the trend",
}
"""Name of a column to what it means. A name means one thing in all tables, or the sentence tells the two apart."""


def meaning_of(column: object) -> str:
    """Return what a column means, "" for one that Verbatim does not know."""
    return MEANINGS.get(str(column), "")


def explain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each column of a table: ``column``, ``meaning``, ``type``."""
    return pd.DataFrame(
        {
            "column": [str(name) for name in frame.columns],
            "meaning": [meaning_of(name) for name in frame.columns],
            "type": [_type(frame.iloc[:, i]) for i in range(frame.shape[1])],
        }
    )


def _type(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "yes or no"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    return "list" if any(isinstance(value, list | tuple) for value in column.head(50)) else "text"
