"""A reply prepared for probes: plain spelling, sentences, quotes and words, each computed once.

Rules read the plain text and hand their spans to `Text.back`, which leads to the code points of
the reply as it came. Everything here is lazy: a rule pays for what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from labkit.rules._normal import Plain, plain
from labkit.rules._quotes import Regions, brackets, quoted
from labkit.rules._sentences import split

__all__ = ["Sentence", "Text"]

T = TypeVar("T")


class _Lazy(Generic[T]):
    """A property computed once; the standard one takes a lock each time (Python 3.11)."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> _Lazy[T]: ...

    @overload
    def __get__(self, owner: object, kind: type) -> T: ...

    def __get__(self, owner: object | None, kind: type) -> _Lazy[T] | T:
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._compute(owner)
        return value


# Words keep inner apostrophes, hyphens and decimal points; any other sign stands alone.
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W_]+)*|\d+(?:[.,:]\d+)*[a-z%]*|…|\.{2,}|[^\w\s]|_")


class Sentence:
    """A spoken sentence: its span in the plain text and its words and signs in lower case.

    Quoted words are left out. Where the words stand is worked out only when asked for.
    """

    __slots__ = ("_places", "_text", "end", "forms", "start")

    def __init__(self, text: Text, start: int, end: int) -> None:
        self._text = text
        self.start = start
        self.end = end
        self.forms: list[str]
        self._places: list[tuple[int, int]] | None = None
        if text.quotes:
            self._places = self._find()
            self.forms = [text.low[a:b] for a, b in self._places]
        else:
            self.forms = _WORD.findall(text.low, start, end)

    def _find(self) -> list[tuple[int, int]]:
        quotes = self._text.quotes
        found = _WORD.finditer(self._text.low, self.start, self.end)
        return [m.span() for m in found if m.start() not in quotes]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From word `first` to word `last`, both included, in the plain text."""
        if self._places is None:
            self._places = self._find()
        return self._places[first][0], self._places[last][1]


class Text:
    """One reply, prepared lazily and shared by all rules."""

    def __init__(self, reply: str) -> None:
        self.reply = reply

    @_Lazy
    def _plain(self) -> Plain:
        return plain(self.reply)

    @_Lazy
    def plain(self) -> str:
        """The reply with straight quotes, plain spaces, `\\n` line ends, in NFC."""
        return self._plain.text

    @_Lazy
    def low(self) -> str:
        """`plain` in lower case, of the same length."""
        low = self.plain.lower()
        if len(low) == len(self.plain):
            return low
        return "".join(c if len(c.lower()) != 1 else c.lower() for c in self.plain)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the reply behind a span of the plain text, without outer white space."""
        text = self.plain
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return self._plain.back(start, end)

    @_Lazy
    def quotes(self) -> Regions:
        """Quoted stretches."""
        return quoted(self.plain)

    @_Lazy
    def brackets(self) -> Regions:
        """Bracketed stretches."""
        return brackets(self.plain)

    @_Lazy
    def spans(self) -> list[tuple[int, int]]:
        """Spans of the spoken sentences in the plain text."""
        return split(self.plain, self.quotes, self.brackets)

    @_Lazy
    def sentences(self) -> list[Sentence]:
        """The spoken sentences with their unquoted words."""
        return [Sentence(self, start, end) for start, end in self.spans]

    @_Lazy
    def folded(self) -> str:
        """`low` without apostrophes and backquotes."""
        return self.low.replace("'", "").replace("`", "")

    @_Lazy
    def chars(self) -> frozenset[str]:
        """The set of characters in `plain`."""
        return frozenset(self.plain)

    @_Lazy
    def forms(self) -> frozenset[str]:
        """The set of unquoted words, for a quick look before closer reading."""
        return frozenset(form for sentence in self.sentences for form in sentence.forms)

    @_Lazy
    def all_forms(self) -> frozenset[str]:
        """The set of words with the quoted ones."""
        return frozenset(_WORD.findall(self.low)) if self.quotes else self.forms
