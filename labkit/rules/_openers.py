"""How a clause opens a request: as a question. Commands and wishes are in `_requests`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from labkit.rules import _askwords as w

if TYPE_CHECKING:
    from labkit.rules.language import Sentence

__all__ = ["Ask", "at", "question"]

_QUOTAS = 10
_HAVING = frozenset("have get grab know ask confirm take verify collect see".split())
_POLITE = frozenset("please just quickly also first kindly maybe possibly perhaps".split())
_WILLING = _POLITE | frozenset("mind like be able willing to happy".split())
_THING = frozenset("something question questions you this thing".split())


@dataclass(slots=True)
class Ask:
    """One thing asked for: words `first` to `last` of a sentence, and where its content begins.

    `frame` says that named things in it are asked for, `open` that it is an open question,
    `preface` that it only leads to the next one ("can I ask you something?").
    """

    content: int = 0
    frame: bool = False
    open: bool = False
    preface: bool = False
    sentence: Sentence | None = None
    first: int = 0
    last: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the plain text."""
        assert self.sentence is not None
        return self.sentence.span(self.first, max(self.first, self.last - 1))


def at(forms: list[str], index: int) -> str:
    """The word at `index`, "" beyond the end."""
    return forms[index] if index < len(forms) else ""


def question(forms: list[str], here: int, asked: bool, lead: str) -> Ask | None:
    """The question that opens at word `here`; `asked` says that a question mark ends the unit."""
    first, second = forms[here], at(forms, here + 1)
    if first in w.PREPS and second in w.WH and (asked or _inverted(forms, here + 1)):
        here, first, second = here + 1, second, at(forms, here + 2)
    if first in w.WHS:
        return _wh(forms, here, asked, contracted=True) if asked or second in w.SUBJECTS else None
    if first in w.WH:
        relative = first == "which" and lead and second in w.COPULAS | {"means", "makes"}
        return None if relative else _wh(forms, here, asked, contracted=False)
    if first in w.AUX and _inversion(forms, here, asked, lead):
        return Ask(here) if second not in w.SPEAKERS else _may_i(forms, here)
    return None


def _inverted(forms: list[str], here: int) -> bool:
    """Whether an auxiliary stands before its subject within the question phrase at `here`."""
    for index in range(here + 1, min(here + 8, len(forms) - 1)):
        form = forms[index]
        if form in w.AUX:
            return forms[index + 1] in w.SUBJECTS
        if form in w.PRONOUNS or form in w.BREAKS or form in {"the", "your", "to"}:
            return False
    return False


def _wh(forms: list[str], here: int, asked: bool, *, contracted: bool) -> Ask | None:
    word, after = forms[here], at(forms, here + 1)
    if not contracted and (after in w.CONJ or after == ",") and _joined_wh(forms, here):
        return Ask(here, frame=True, open=True)
    if not asked and word == "who" and here and at(forms, here + 2) in {"it", "that", "this"}:
        # "… and who does it": told, not asked.
        return None
    inverted = contracted or after in w.AUX or _inverted(forms, here)
    if not asked and (_pseudo(forms, here) or not (contracted or _inverted(forms, here))):
        return None
    if inverted:
        verb = here if contracted else here + 1 if after in w.COPULAS else here - 1
        return Ask(verb + 1, frame=True, open=True)
    if word in {"how", "what", "why"} and after in {"about", "come", "if", "not"}:
        return Ask(here, open=True)
    if after in w.SUBJECTS or after.endswith(("'re", "'ll", "'ve", "'d", "'m")):
        # "When you open it, …": no question.
        return None
    short = len(forms) - here <= 5
    if word in {"when", "where", "why"}:
        return Ask(here, open=True) if short else None
    if word == "how" and here and not short:
        return Ask(here, open=True) if w.AUX.intersection(forms[here : here + 6]) else None
    return Ask(here, frame=True, open=True)


def _joined_wh(forms: list[str], here: int) -> bool:
    """Whether question words are joined at `here` ("when and where") and open a question."""
    index = here
    limit = min(here + _QUOTAS, len(forms))
    while index < limit and (forms[index] in w.WH or forms[index] in {",", "and"}):
        index += 1
    opens = at(forms, index) in w.AUX or index == len(forms)
    return index > here + 1 and forms[index - 1] in w.WH and opens


def _pseudo(forms: list[str], here: int) -> bool:
    """Whether a statement only begins like a question: "What's nice is …"."""
    rest = forms[here + 1 : here + 10]
    return bool({"is", "was"} & set(rest[2:8])) and not {"you", "your"} & set(rest[:4])


def _inversion(forms: list[str], here: int, asked: bool, lead: str) -> bool:
    """Whether an auxiliary at `here` stands before its subject to ask."""
    first, second = forms[here], at(forms, here + 1)
    if asked:
        if first == "have" and second in {"a", "the", "your"}:
            return False
        return second in w.SUBJECTS or not (here and lead)
    if second in {"i", "we"}:
        return first in {"can", "could", "may"} and bool(
            w.RECEIVE.intersection(forms[here + 2 : here + 4])
        )
    if second == "there":
        return first not in {"should", "had", "were", "may", "have"}
    # "Should you need …", "Have your card ready", "Do your best" ask nothing.
    return second in {"you", "your"} and first not in (
        {"should", "had", "were", "have", "may", "do"}
        - ({"do", "have"} if second == "you" else set())
    )


def _may_i(forms: list[str], here: int) -> Ask:
    """ "May I have …", "could you tell me …": asks for what follows."""
    from labkit.rules._requests import command

    first, second = forms[here], forms[here + 1]
    verb = here + 2
    if second in {"i", "we"}:
        while at(forms, verb) in _POLITE:
            verb += 1
        if first in {"can", "could", "may", "might"} and at(forms, verb) in _HAVING:
            ask = Ask(verb + 1, frame=True)
            ask.preface = forms[verb] == "ask" and _ask_something(forms[verb + 1 : verb + 9])
            return ask
        return Ask(here)
    while at(forms, verb) in _WILLING:
        verb += 1
    if first == "do" and at(forms, verb) in {"know", "remember", "recall", "have"}:
        return Ask(verb + 1, frame=True)
    if at(forms, verb) in {"telling", "sharing", "giving", "confirming", "providing"}:
        return Ask(verb + 2, frame=True)
    told = command(forms, verb) if verb < len(forms) else None
    return told or Ask(here)


def _ask_something(rest: list[str]) -> bool:
    said = [f for f in rest if f[0].isalnum()]
    return bool(said) and len(said) <= 5 and said[-1] in _THING
