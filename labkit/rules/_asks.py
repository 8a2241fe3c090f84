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
from labkit.rules._openers import Ask, question
from labkit.rules._requests import command, wish

if TYPE_CHECKING:
    from labkit.rules.language import Sentence, Text

__all__ = ["Ask", "find"]

_BARE_AUX = frozenset("do does did is are was were can could will would may have has".split())
# A sentence with none of these asks for nothing unless it ends in a question mark.
_ANY_BARE = (
    w.WH
    | w.WHS
    | w.SHOW
    | w.GIVE
    | _BARE_AUX
    | frozenset(
        "let let's start say need needed require want like love wanted curious "
        "wondering hoping talk".split()
    )
)
_ANY = _ANY_BARE | {"?"}
_JOINTS = frozenset({",", "and", "&", "plus", "along", ";", "/", "—", "–"})
_ANDS = frozenset({"and", "&", "plus", "along", "well"})
_AN_IF = frozenset("you so any possible not that's it's i i'm there's anything".split())
_REPORTS = frozenset("ask asks asked wonder wonders wondered say says said think thinks".split())
# "To get started I need your name": asking by saying so, later in the clause.
_NEEDERS = frozenset({"i", "we", "i'll", "we'll", "i'd"})
_SUBORDINATE = frozenset(
    "if when what why that all whenever because everything once can could "
    "may should shall how where which who do "
    "did will would am than as so until before after while and or".split()
)
_LIGHT = frozenset("please also about either both then me us or".split())


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
    if not (text.forms & _ANY):
        return []
    asks: list[Ask] = []
    units = _units(text)
    for index, unit in enumerate(units):
        if not unit.asked and not _ANY_BARE.intersection(unit.forms):
            continue
        following = units[index + 1] if index + 1 < len(units) else None
        if unit.asked and _rhetorical(unit, following):
            continue
        found = _requests(unit)
        if not found and unit.asked:
            if asks and _same(unit, asks[-1], units[index - 1]):
                continue
            found = [unit.whole()]
        if found and asks and unit.forms[0] == "or" and units[index - 1].asked:
            found = found[1:]
        if found and asks and asks[-1].preface:
            asks.pop()
        asks.extend(found)
    return [part for ask in asks for part in _parts(ask)]


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
        if ask is None:
            continue
        if lead == "," and marks and _tag(forms[index : index + 9]):
            continue
        after_or = False
        marks.append((index, ask))
    out: list[Ask] = []
    for place, (index, ask) in enumerate(marks):
        end = marks[place + 1][0] if place + 1 < len(marks) else len(forms)
        while end > index + 1 and (forms[end - 1] in w.BREAKS or forms[end - 1] in w.CONJ):
            end -= 1
        bare = not any(f[0].isalnum() and f not in w.FILLERS for f in forms[ask.content : end])
        if ask.frame and bare and ask.content:
            ask.preface = True
        ask.sentence = unit.sentence
        ask.first, ask.last = unit.first + index, unit.first + end
        ask.content += unit.first
        out.append(ask)
    if len(out) > 1:
        kept = zip(out, [*out[1:], None], strict=True)
        out = [a for a, after in kept if not (a.preface and after)]
    if unit.asked and len(out) == 1 and out[0].first > unit.first:
        start = out[0].first - unit.first
        if _tag(forms[start : start + 9]):
            # "You want two tickets, isn't that so?": the statement is what is asked.
            out[0] = unit.whole()
    return out


def _tag(forms: list[str]) -> bool:
    said = [f for f in forms if f[0].isalnum()]
    return len(said) <= 4 and all(f in w.TAGS for f in said)


def _opens(forms: list[str], here: int, asked: bool, lead: str) -> Ask | None:
    """The request that opens at word `here`, if one does."""
    return question(forms, here, asked, lead) or command(forms, here) or wish(forms, here)


def _same(unit: _Unit, last: Ask, before: _Unit) -> bool:
    """Whether a bare "…?" only finishes the request before it: a tag, or a candidate answer."""
    said = [f for f in unit.forms if f[0].isalnum()]
    if _tag(said) or said[0] == "or":
        return True
    if (
        not before.asked
        or not last.open
        or said[0] in {"and", "also", "your", "the", "what", "how", "plus"}
    ):
        return False
    listed = "," in unit.forms or "or" in said
    if "your" in said or said[0] in {"any", "anything", "anyone", "something", "everything"}:
        return False
    return (
        len(said) <= 7
        and (listed or not (set(said) & w.INFO))
        and not any(f in w.AUX or f in w.PRONOUNS for f in said)
    )


_NICE = frozenset(
    "great nice cool awesome amazing wonderful fun exciting lovely something "
    "crazy wild neat sweet fantastic cute funny awful".split()
)


def _rhetorical(unit: _Unit, following: _Unit | None) -> bool:
    """A question that waits for no answer: a reaction, an exclamation, or one answered at once."""
    forms = unit.forms[:40]
    said = [f for f in unit.forms if f[0].isalnum()]
    if all(f in w.REACTIONS for f in said) and following is not None:
        return True
    while said and said[0] in w.FILLERS:
        said = said[1:]
    if not said:
        return False
    for place in range(1, len(forms) - 1):
        if (
            forms[place] in {",", ":"}
            and forms[place - 1] in _REPORTS
            and not {"i", "me", "i'd"} & set(forms[:place])
        ):
            return True
    text = " ".join(said)
    if text in {
        "you know what",
        "know what",
        "guess what",
        "who knew",
        "who knows",
        "what do you know",
        "you know",
    }:
        return True
    if (
        said[0] == "who"
        and said[1:2]
        and said[1] in {"doesn't", "wouldn't", "hasn't", "can't", "isn't", "didn't"}
    ):
        return True
    if (
        said[0] in {"isn't", "how", "aren't", "ain't", "wasn't"}
        and len(said) <= 5
        and _NICE & set(said)
        and {"that", "this", "it"} & set(said)
    ):
        return True
    if (
        said[0]
        in {
            "sounds",
            "looks",
            "feels",
            "seems",
            "that's",
            "that",
            "it's",
            "this",
            "it",
            "those",
            "they're",
        }
        and said[-1] in {"it", "they", "that"}
        and said[-2:-1]
        and (said[-2] in {"isn't", "wasn't", "doesn't", "aren't", "weren't", "don't", "is", "does"})
    ):
        return True
    if following is None or following.asked:
        return False
    after = next((f for f in following.forms if f not in {"well", "simply"}), "")
    if said[0] in w.WH and after in {"because", "simple", "easy", "simply"}:
        return True
    return (
        said[0] in {"the", "my", "our", "your"}
        and len(said) <= 4
        and after
        in {
            "it's",
            "it",
            "you",
            "they",
            "we",
            "they're",
            "i",
            "there's",
            "that's",
            "you're",
            "you'll",
        }
        and (not set(said) & w.INFO)
    )


def _parts(ask: Ask) -> list[Ask]:
    """The things one request asks for, when it names more than one."""
    if not ask.frame:
        return [ask]
    assert ask.sentence is not None
    forms = ask.sentence.forms
    chunks: list[list[int]] = [[]]
    joined = alternative = False
    for index in range(ask.content, ask.last):
        form = forms[index]
        if form in _JOINTS or (form == "well" and forms[index - 1] == "as"):
            joined = joined or form in _ANDS
            chunks.append([])
        else:
            alternative = alternative or form == "or"
            chunks[-1].append(index)
    if len(chunks) == 1 or (alternative and not joined):
        return [ask]
    items = [(kind, c) for c in chunks if c and (kind := _item([forms[i] for i in c]))]
    kinds = [kind for kind, _ in items]
    if len(items) < 2 or (len(items) == 2 and frozenset(kinds) in w.PAIRS):
        return [ask]
    extra = [Ask(sentence=ask.sentence, first=c[0], last=c[-1] + 1) for _, c in items[1:]]
    head = Ask(sentence=ask.sentence, first=ask.first, last=items[1][1][0])
    return [head, *extra]


def _item(chunk: list[str]) -> str:
    """What a stretch of a request asks for: a named thing, "?" for an embedded question, or ""."""
    forms = [f for f in chunk if f not in _LIGHT]
    for place, form in enumerate(forms[:3]):
        if form in w.WH or form in w.WHS:
            return "?" if place < 2 or forms[0] in w.PREPS else ""
    while forms and forms[0] in w.PREPS:
        forms = forms[1:]
    if forms[:1] and (
        forms[0] == "whether" or (forms[0] == "if" and forms[1:2] and forms[1] not in _AN_IF)
    ):
        return "?"
    head = ""
    for form in forms:
        if form in w.STOPS and form not in {"first"}:
            break
        head = form
    return head if head in w.INFO else ""
