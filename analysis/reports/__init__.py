"""Reports: notebooks run over articles, pages made of them, and an index that says what came of it.

`run` is the whole; `parameters` checks what the notebooks are given, `execute` runs them in processes of
their own (`worker` is such a process), `pages` makes a page of an executed notebook with the tables of `grid`
(CSV and Excel are made by the page, of what `analysis.packed` wrote) and its `figures`, `clean` lets nothing onto it
that runs or fetches, `facts` tells what a notebook says of itself; `contents` and `reader` make a page for each
article, `index` the first page, `pdf` prints them, `record` writes down what all was made from and what came of it.
`kept` knows a report of which nothing has changed; `compare` sets two reports against each other.
"""

from analysis.reports.index import index_page
from analysis.reports.parameters import declared_parameters, find_notebooks
from analysis.reports.run import NothingRead, Run, run_reports

__all__ = [
    "NothingRead",
    "Run",
    "declared_parameters",
    "find_notebooks",
    "index_page",
    "run_reports",
]
