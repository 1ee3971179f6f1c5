"""Reports: notebooks run over articles, pages made of them, and an index that says what came of it.

`run` is the whole; `parameters` checks what the notebooks are given, `execute` runs them in processes of
their own (`worker` is such a process), `pages` makes a page of an executed notebook with the tables of `grid`
(CSV and Excel are made by the page, of what `analysis.packed` wrote), `contents` and `reader` a page for each
article, `index` the first page, `pdf` prints them; `compare` sets two reports against each other.
"""

from analysis.reports.index import index_page
from analysis.reports.parameters import declared_parameters, find_notebooks
from analysis.reports.run import NothingRead, Run, left_out, processors, run_reports

__all__ = [
    "NothingRead",
    "Run",
    "declared_parameters",
    "find_notebooks",
    "index_page",
    "left_out",
    "processors",
    "run_reports",
]
