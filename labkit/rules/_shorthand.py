"""Written shorthand: forms that are read but not said."""

from __future__ import annotations

import re

__all__ = ["FORMS", "find"]

_WORDS = (
    "btw lol lmao lmfao rofl tbh imo imho idk brb ttyl ttys thx tnx tysm pls plz ur u abt bc cuz "
    "smh ikr nvm omw omg jk afaik iirc irl fwiw tldr b4 gr8 l8r m8 2day 2moro 2nite 4ever appt "
    "appts msg msgs acct amt qty dept mgmt govt hr hrs min mins sec secs yr yrs wk wks lb lbs oz "
    "ppl rn xoxo cont'd wrt approx incl excl misc intl tmrw tmr bday"
).split()
_SHORT = re.compile(
    r"(?<![\w/.'-])(?:w/o?(?![a-z]{4})|w/ ?|b/c|w/in|w/e|c/o|n/c|y/n|e\.g\.?|i\.e\.?|w\.r\.t\.?|"
    rf"tl;dr|{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})\.?(?![\w'-])"
)
# In capitals these are names, codes or initials.
_LOWER_ONLY = frozenset("u ur bc rn min sec secs mins jk m8 hr lb oz tmr".split())
FORMS = frozenset(_WORDS) | frozenset("w b c n e tl y".split())
"""Words by one of which any shorthand shows; those with signs come apart."""


def find(plain: str, low: str) -> tuple[int, int] | None:
    """The span of the first shorthand; `low` is `plain` in lower case."""
    for found in _SHORT.finditer(low):
        start, end = found.span()
        said = plain[start:end].rstrip()
        word = found[0].strip(". ")
        if word in _LOWER_ONLY and said.rstrip(".") != word:
            continue
        if word == "u" and plain[end : end + 1] == ".":
            continue
        return start, start + len(said)
    return None
