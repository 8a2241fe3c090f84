"""What a turn asks for: a small grammar over the words of each sentence.

A sentence is cut at stops, commas and conjunctions. Each piece may open a request: a question word
with inversion, an auxiliary before its subject, "tell me …", "I need your …". A question mark with
none of these is one request. Then what is the same request is put together again: an
alternative after "or", a tag, a bare "tell me" before its question, candidate answers after it.
Names of things asked for ("your name and email") and embedded questions ("what happened and when
it began") joined by "and" are counted one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from labkit.rules import _askwords as w
from labkit.rules._items import split
from labkit.rules._openers import Ask, question
from labkit.rules._requests import command, wish
from labkit.rules._rhetoric import finishes, rhetorical, tag

if TYPE_CHECKING:
    from labkit.rules.language import Sentence, Text

__all__ = ["Ask", "find"]

# A sentence with none of these asks for nothing unless it ends in a question mark.
_WORDS = w.WH | w.WHS | w.SHOW | w.GIVE
_WORDS |= frozenset(
    "do does did is are was were can could will would may has have let let's start say need needed "
    "require want like love wanted curious wondering hoping talk".split()
)
_ANY = _WORDS | {"?"}
# "To get started I need your name": asking by saying so, later in the clause.
_NEEDERS = frozenset({"i", "we", "i'll", "we'll", "i'd"})
_SUBORDINATE = frozenset(
    "if when what why that all whenever because everything once can could may should shall how "
    "where which who do did will would am than as so until before after while and or".split()
)
_TAG_WORDS = 9


@dataclass(slots=True)
class _Unit:
    """Words `first` to `last` of a sentence, up to a question mark (`asked`) or its end."""

    sentence: Sentence
    first: int
    last: int
    asked: bool
    forms: list[str]

    def whole(self) -> Ask:
        return Ask(sentence=self.sentence, first=self.first, last=self.last)


def find(text: Text) -> list[Ask]:
    """Every request in the reply, in order, each counted once."""
    if text.forms.isdisjoint(_ANY):
        return []
    asks: list[Ask] = []
    units = _units(text)
    for index, unit in enumerate(units):
        before = units[index - 1] if index else None
        after = units[index + 1] if index + 1 < len(units) else None
        if not unit.asked and _WORDS.isdisjoint(unit.forms):
            continue
        if unit.asked and rhetorical(
            unit.forms, after.forms if after else None, after is not None and after.asked
        ):
            continue
        found = _requests(unit)
        if not found and unit.asked:
            if asks and finishes(unit.forms, bool(before and before.asked and asks[-1].open)):
                continue
            found = [unit.whole()]
        if found and asks and unit.forms[0] == "or" and before and before.asked:
            found = found[1:]
        if found and asks and asks[-1].preface:
            asks.pop()
        asks.extend(found)
    return [part for ask in asks for part in split(ask)]


def _units(text: Text) -> list[_Unit]:
    units: list[_Unit] = []
    for sentence in text.sentences:
        begin = 0
        forms = sentence.forms
        for index, form in enumerate(forms):
            if form == "?":
                _add(units, sentence, begin, index, True)
                begin = index + 1
        _add(units, sentence, begin, len(forms), False)
    return units


def _add(units: list[_Unit], sentence: Sentence, first: int, last: int, asked: bool) -> None:
    forms = sentence.forms[first:last]
    if any(f[0].isalnum() for f in forms):
        units.append(_Unit(sentence, first, last, asked, forms))


def _starts(forms: list[str]) -> list[tuple[int, str]]:
    """Where a clause may begin, with what leads to it: "", a sign, or a conjunction."""
    out: list[tuple[int, str]] = []
    lead: str | None = ""
    for index, form in enumerate(forms):
        if form in w.CONJ:
            lead = form if lead in (None, "", ",") or form in {"and", "or"} else lead
        elif form in w.BREAKS:
            lead = lead or ","
        elif lead is None and form in _NEEDERS and forms[index - 1] not in _SUBORDINATE:
            out.append((index, ""))
        elif lead is not None:
            if form in w.FILLERS and not (form == "right" and index + 1 == len(forms)):
                continue
            out.append((index, lead))
            lead = None
    return out


def _requests(unit: _Unit) -> list[Ask]:
    """The requests a unit opens, by its own words."""
    forms = unit.forms
    marks: list[tuple[int, Ask]] = []
    after_or = False
    for index, lead in _starts(forms):
        if lead == "or" and marks:
            after_or = True
            continue
        if lead in {",", "or"} and after_or and unit.asked:
            continue
        ask = _opens(forms, index, unit.asked, lead)
        if ask and not (lead == "," and marks and tag(forms[index : index + _TAG_WORDS])):
            after_or = False
            marks.append((index, ask))
    asks = [
        _bounded(unit, ask, index, marks[place + 1][0] if place + 1 < len(marks) else len(forms))
        for place, (index, ask) in enumerate(marks)
    ]
    asks = [ask for ask in asks[:-1] if not ask.preface] + asks[-1:]
    if unit.asked and len(asks) == 1 and asks[0].first > unit.first:
        start = asks[0].first - unit.first
        if tag(forms[start : start + _TAG_WORDS]):
            # "You want two tickets, isn't that so?": the statement is what is asked.
            return [unit.whole()]
    return asks


def _bounded(unit: _Unit, ask: Ask, start: int, end: int) -> Ask:
    """The request with its words, those of the unit from `start` up to `end`."""
    forms = unit.forms
    while end > start + 1 and (forms[end - 1] in w.BREAKS or forms[end - 1] in w.CONJ):
        end -= 1
    content = [f for f in forms[ask.content : end] if f[0].isalnum() and f not in w.FILLERS]
    if ask.frame and ask.content and not content:
        ask.preface = True
    ask.sentence = unit.sentence
    ask.first, ask.last = unit.first + start, unit.first + end
    ask.content += unit.first
    return ask


def _opens(forms: list[str], here: int, asked: bool, lead: str) -> Ask | None:
    """The request that opens at word `here`, if one does."""
    return question(forms, here, asked, lead) or command(forms, here) or wish(forms, here)
