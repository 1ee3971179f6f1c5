"""Quotes: who is quoted, with which words, introduced how.

In the order in which an article goes through them: `model` reads the text, `tags` and `decode` turn what the model
says into attributions (`attribution`), all of it in `find` (with `quoted` and `transcript` for what stands in
quotation marks or after a name and a colon); `names` finds who the article names, `speakers` whom each source means
(both by the word lists of `lists`); `act` and `table` make the rows; `sides` and `corrections` bring in what the
user knows, read by `sheets`; `voices` tells who is one and the same across articles; `gather` is all of it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
