"""The verb chain: from a subject along auxiliaries and leading verbs to the verb that counts."""

from __future__ import annotations

__all__ = ["ADVERBS", "AUX", "NEGATIONS", "after", "walk"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "not never cannot can't couldn't won't wouldn't don't didn't doesn't haven't hasn't hadn't "
    "isn't aren't wasn't weren't shouldn't mustn't unable neither nor without cant wont dont didnt "
    "couldnt wouldnt ain't nothing"
)
AUX = _set(
    "will would can could may might shall should must have has had am is are was were be been "
    "being do did to"
)
ADVERBS = _set(
    "just already also quickly now certainly definitely gladly happily personally immediately "
    "currently still then simply actually really even always absolutely of course right away here "
    "there first next today tonight tomorrow soon probably possibly perhaps maybe easily directly "
    "ahead quick please only either surely totally completely finally later automatically "
    "successfully manually proactively promptly ever normally usually typically all shortly "
    "momentarily kindly gonna gotta wanna instantly both carefully in fact unfortunately"
)
# Verbs that lead on to the one that counts, most with "to" or "and" after them.
_LEADING = _set(
    "going able happy glad love like want need needed try trying about ready pleased delighted "
    "plan planning continue start started begin began proceed finish finished finishing got get "
    "hope hoping offer prefer supposed allowed set willing intend mean excited gone go went "
    "took working free due managed tried wanted decided decide promise promised arranged "
    "remember make be sure rather better attempt aim commit proceeded"
)
_BEFORE_ADVERB = _set("going happy glad be about")
_BEFORE_GERUND = _set("finished finish start started begin began finishing")
_AFTER_BE = _set("sure happy glad able ready more")
_FLIPS = _set("forget fail hesitate wait")
_OBJECTS = _set("it that this so the my your a an is")
_PAST = _set(
    "been to gone had got done sent made put set taken found seen run written kept held paid "
    "bought brought given gotten begun told spoken reset shot met come already went read"
)
_NOUNS_IN_ED = _set("need speed breed feed")


def after(forms: list[str], here: int) -> str:
    """The word behind `here`, "" at the end."""
    return forms[here + 1] if here + 1 < len(forms) else ""


def walk(forms: list[str], here: int, aux: set[str]) -> tuple[int, bool]:
    """Where the verb that counts stands, and whether the chain denies it.

    What is passed on the way is added to `aux`.
    """
    denied = False
    size = len(forms)
    while here < size:
        form, following = forms[here], after(forms, here)
        if form in NEGATIONS:
            denied = True
            aux.add(form.removesuffix("n't"))
        elif form in _FLIPS and denied and following == "to":
            # "I won't forget to send it": it will be sent.
            denied = False
        elif form in {"took", "taken"} and forms[here + 1 : here + 3] == ["the", "liberty"]:
            aux.add("start")
            here += 3
        elif form == "no" and following == "longer":
            denied = True
            here += 1
        elif form in AUX or form in ADVERBS:
            if form in {"have", "had", "do", "did"} and not _helps(forms, here):
                return here, denied
            aux.add(form)
        elif form in _LEADING and _leads(forms, here, following):
            aux.add(form)
            here += following in {"to", "and"}
        elif form not in {"more", "than", "and"} and not (form == "," and following in ADVERBS):
            return here, denied
        here += 1
    return size, denied


def _leads(forms: list[str], here: int, following: str) -> bool:
    """Whether a leading verb at `here` is followed by what it leads to."""
    form = forms[here]
    return (
        following in {"to", "and"}
        or form == "rather"
        or (form in _BEFORE_ADVERB and following in ADVERBS)
        or (form in _BEFORE_GERUND and following.endswith("ing"))
        or (form in {"go", "gone", "went"} and following == "ahead")
        or (form == "be" and following in _AFTER_BE)
        or (form == "make" and following == "sure" and forms[here + 2 : here + 3] == ["to"])
    )


def _helps(forms: list[str], here: int) -> bool:
    """Whether "have" or "do" only helps another verb: "have (just) sent", "do want"."""
    index = here + 1
    while index < len(forms) and (forms[index] in ADVERBS or forms[index] in NEGATIONS):
        index += 1
    verb = forms[index] if index < len(forms) else ""
    if forms[here] in {"do", "did"}:
        return verb.isalpha() and verb not in _OBJECTS
    return verb in _PAST or (verb.endswith("ed") and len(verb) > 3 and verb not in _NOUNS_IN_ED)
