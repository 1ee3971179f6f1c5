"""Verbatim reads the press: who said what, in which words, in what tone.

Plain functions that take and return tidy frames::

    from analysis import extract_quotes, read_articles, show

    articles = read_articles("data/articles")
    quotes = extract_quotes(articles)
    show(quotes, articles)

Each name is loaded when it is first used; ``__init__.pyi`` says where it lives.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
