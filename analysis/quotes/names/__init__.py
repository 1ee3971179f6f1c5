"""Who and what an article names: its words, the names in it, which of them are one and the same, their roles.

Read in this order: `words`, `entities`, then how names are found (`runs`, `splitting`, `candidates`) and brought
together (`same`, `companies`, `genders`, `linking`), then what the article says that somebody is (`role_words`,
`role_phrases`, `roles`). Names of several articles are brought together by `spellings`.
"""

from analysis.quotes.names.entities import Entity, Mention, Role
from analysis.quotes.names.linking import find_entities
from analysis.quotes.names.roles import find_roles
from analysis.quotes.names.words import Words, split_words

__all__ = ["Entity", "Mention", "Role", "Words", "find_entities", "find_roles", "split_words"]
