"""How a clause opens a request without asking: "tell me …", "I need your …", "I'd love to hear"."""

from __future__ import annotations

from labkit.rules import _askwords as w
from labkit.rules._openers import Ask, at

__all__ = ["command", "wish"]

_WAIT = frozenset("moment second sec minute minutes break chance time call".split())
_LATER = w.BREAKS | frozenset({"if", "when", "once", "whenever", "anytime", "should", ""})
_TRANSITIVE = frozenset("share list state explain confirm verify spell remind dm describe".split())
_ASKED_FOR = frozenset(
    "your what how where when which who why the a any some more with whether if it that in "
    "full".split()
)
_DETAILS = frozenset("details number name address order reason".split())
_TO_ME = frozenset("give send email text show message read hand drop shoot".split())
_WHO = frozenset("i we i'd i'll we'll we'd i'm we're all i've".split())
_SOFT = frozenset(
    "just also only do will would still really first now may might am are going to be gonna so "
    "very always both please".split()
)
_LEARN = frozenset("know hear learn understand ask get have confirm verify see".split())
_MAYBE_MINE = frozenset("get have see confirm verify understand".split())
_NAMED = frozenset("number name email address id date code details phone".split())
_YOU = frozenset("you your you're you've you'd".split())


def command(forms: list[str], here: int) -> Ask | None:
    """The request that an imperative at word `here` makes, if it asks for something to be said."""
    first, second, third = forms[here], at(forms, here + 1), at(forms, here + 2)
    to_me = second in {"me", "us"}
    if first == "let" and to_me and third in {"know", "have", "get", "hear"}:
        return _let_me_know(forms, here)
    if first == "let's" and second in {"start", "begin", "hear"}:
        return (
            Ask(here + 3, frame=True) if third in {"with", "your", "by", "about", "what"} else None
        )
    if first == "start" and second in {"with", "by"}:
        return Ask(here + 2, frame=True) if third in {"your", "telling", "the"} else None
    if first in w.SHOW:
        return _show(forms, here, to_me)
    if first in w.GIVE and to_me:
        return _give(forms, here)
    if first == "talk" and second == "to" and third == "me":
        return Ask(here + 1)
    if first == "say" and second in {"more", "your"}:
        return Ask(here + 1, frame=True)
    return None


def _let_me_know(forms: list[str], here: int) -> Ask | None:
    after = at(forms, here + 3)
    if forms[here + 2] == "know":
        if after in _LATER:
            return None
        # "Let me know how it goes": later, not now.
        if after == "how" and at(forms, here + 4) in {"it", "that", "things"}:
            return None
    return Ask(here + 3, frame=True)


def _show(forms: list[str], here: int, to_me: bool) -> Ask | None:
    first, second, third = forms[here], at(forms, here + 1), at(forms, here + 2)
    if first == "tell":
        commiserates = [third, at(forms, here + 3), at(forms, here + 4)] == ["about", "it", ""]
        return Ask(here + 2, frame=True) if to_me and not commiserates else None
    if first == "remind":
        return Ask(here + 2, frame=True) if to_me and "to" not in forms[here : here + 4] else None
    if first in _TRANSITIVE and not to_me:
        if second not in _ASKED_FOR:
            return None
        vague = first in {"share", "explain", "list"} and second in {"it", "that", "the", "this"}
        if vague and not _DETAILS.intersection(forms[here : here + 7]):
            return None
    return Ask(here + 2 if to_me else here + 1, frame=True)


def _give(forms: list[str], here: int) -> Ask | None:
    first, third = forms[here], at(forms, here + 2)
    if first in _TO_ME:
        wait = third != "your" and _WAIT.intersection(forms[here + 2 : here + 6])
        return None if wait else Ask(here + 2, frame=True)
    if first == "help":
        known = third in {"understand", "see", "picture"}
    else:
        known = third in {"through", "to", "in", "up"} and first != "run"
    return Ask(here + 3, frame=True) if known else None


def wish(forms: list[str], here: int) -> Ask | None:
    """The request the speaker makes by saying what "I" or "we" need or would like to hear."""
    if forms[here] not in _WHO:
        return None
    index = here + 1
    if forms[here] == "all":
        index += at(forms, index) in {"i", "we"}
    while at(forms, index) in _SOFT:
        index += 1
    verb = at(forms, index)
    rest = forms[index + 1 : index + 12]
    if verb in {"was", "were"} and rest[:1] and rest[0] in {"wondering", "hoping"}:
        return Ask(index + 2, frame=True) if _YOU.intersection(rest) else None
    if verb in {"wondering", "hoping"}:
        mine = forms[here] in {"i'm", "we're"} or {"was", "were"} & set(forms[here:index])
        return Ask(index + 1, frame=True) if mine and {"you", "your"} & set(rest[:6]) else None
    if verb == "curious":
        return Ask(index + 1, frame=True, open=True) if _YOU.intersection(rest) else None
    longs = verb in {"like", "love", "want", "wanted"}
    if not longs and verb not in w.NEEDS:
        return None
    if rest[:1] == ["to"]:
        would = forms[here].endswith("'d") or "would" in forms[here:index]
        if longs and verb in {"like", "love"} and not would:
            return None
        return _to_hear(rest, index)
    return None if longs else _need(rest, index)


def _to_hear(rest: list[str], index: int) -> Ask | None:
    verb = rest[1] if len(rest) > 1 else ""
    if verb not in _LEARN or (verb in _MAYBE_MINE and not {"your", "you"} & set(rest[:8])):
        return None
    return Ask(index + 3, frame=True)


def _need(rest: list[str], index: int) -> Ask | None:
    first = rest[0] if rest else ""
    if first == "your":
        found = True
    elif first == "you":
        found = bool((w.SHOW | w.GIVE).intersection(rest[1:4]))
    elif first == "is":
        found = "your" in rest[:3]
    elif first in {"some", "few"}:
        found = bool(w.INFO.intersection(rest[:6]))
    elif first in {"the", "a", "an"}:
        found = bool(_NAMED.intersection(rest[:6])) or bool(
            w.INFO.intersection(rest[:6]) and {"from", "your"} & set(rest)
        )
    else:
        found = False
    return Ask(index + 1, frame=True) if found else None
