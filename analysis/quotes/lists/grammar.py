"""Closed classes of words: determiners, prepositions, quantities."""

from __future__ import annotations

from analysis.quotes.lists.sets import word_set

__all__ = ["DETERMINERS", "FUNCTION_WORDS", "PLURALS", "PREPOSITIONS", "QUANTIFIERS", "RELATIVES"]

PLURALS = word_set(
    "people police men women children clergy staff cattle media data alumni criteria they both public gentry"
)

DETERMINERS = word_set(
    """
    the a an this that these those his her its their my our your some any every one's
    """
)

QUANTIFIERS = word_set(
    """
    some many several few most all numerous various countless dozens scores hundreds thousands millions
    majority minority number couple handful raft lots plenty two three four five six seven eight nine
    ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million far
    fewer more less about nearly almost around roughly over only just at least than up to as well half
    quarter third percent a an the of out in
    """
)

PREPOSITIONS = word_set(
    """
    of for in at from with by on to near about among including like such over under across within
    against between behind after before during since through throughout inside outside around toward
    towards upon without into as close familiar ranging than aboard alongside amid atop beneath beside
    besides beyond despite regarding via
    """
)

RELATIVES = word_set("who whom whose which that where when")

FUNCTION_WORDS = (
    DETERMINERS
    | RELATIVES
    | PREPOSITIONS
    | word_set(
        """
    and or but nor so yet if while because although though unless until once whereas whether he she it
    they we you i him them us me himself herself itself themselves is are was were be been being am has
    have had do does did will would can could shall should may might must not no yes here there now then
    today yesterday tomorrow still also even just only very too again however meanwhile moreover instead
    perhaps maybe indeed thus therefore later earlier what how why each both either neither other others
    another such same many most more much several few all none nothing nobody everyone everybody someone
    somebody anyone anybody according asked said says told last next first second monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september
    october november december jan feb aug sept oct nov dec jr sr during despite given speaking well oh
    ok okay let please thanks thank good new old former ex retired ago since back never ever always
    often
    """
    )
)
