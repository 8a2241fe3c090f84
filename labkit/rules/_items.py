"""The things one request names: "your name and email", "what happened and when it began"."""

from __future__ import annotations

from labkit.rules import _askwords as w
from labkit.rules._openers import Ask

__all__ = ["split"]

_JOINTS = frozenset({",", "and", "&", "plus", "along", ";", "/", "—", "–"})
_ANDS = frozenset({"and", "&", "plus", "along", "well"})
_AN_IF = frozenset("you so any possible not that's it's i i'm there's anything".split())
_LIGHT = frozenset("please also about either both then me us or".split())


def split(ask: Ask) -> list[Ask]:
    """The request once for each thing it names; alone when it names one, or either of two."""
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
    if len(items) < 2 or (len(items) == 2 and frozenset(k for k, _ in items) in w.PAIRS):
        return [ask]
    extra = [Ask(sentence=ask.sentence, first=c[0], last=c[-1] + 1) for _, c in items[1:]]
    head = Ask(sentence=ask.sentence, first=ask.first, last=items[1][1][0])
    return [head, *extra]


def _item(chunk: list[str]) -> str:
    """What a stretch asks for: a named thing, "?" for an embedded question, "" for neither."""
    forms = [f for f in chunk if f not in _LIGHT]
    for place, form in enumerate(forms[:3]):
        if form in w.WH or form in w.WHS:
            return "?" if place < 2 or forms[0] in w.PREPS else ""
    start = next((i for i, f in enumerate(forms) if f not in w.PREPS), len(forms))
    forms = forms[start:]
    if forms[:1] == ["whether"] or (forms[:1] == ["if"] and not _AN_IF.intersection(forms[1:2])):
        return "?"
    head = ""
    for form in forms:
        if form in w.STOPS and form != "first":
            break
        head = form
    return head if head in w.INFO else ""
