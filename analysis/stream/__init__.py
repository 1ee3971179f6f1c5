"""From one article to a million: articles flow through in batches, and each batch becomes a file of a table.

The same steps run in one process, in several, or on a Dask cluster, and give the same files::

    articles -> batches -> workers -> parts

`batches` cuts the stream of articles; `tables` says what is made of a batch (quotes, words, tone); `workers` has
it made elsewhere, and again where a worker dies; `parts` writes, finds and reads the files; `run` is the whole.
"""

from analysis.stream.parts import read_parts
from analysis.stream.run import Streamed, stream_table
from analysis.stream.tables import Table, quotes_table, tone_table, words_table

__all__ = ["Streamed", "Table", "quotes_table", "read_parts", "stream_table", "tone_table", "words_table"]
