"""Questions that wait for no answer, and bare "…?" that only finish the request before."""

from __future__ import annotations

from labkit.rules import _askwords as w

__all__ = ["finishes", "rhetorical", "tag"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SET_PHRASES = frozenset(
    {
        "you know what",
        "know what",
        "guess what",
        "who knew",
        "who knows",
        "what do you know",
        "you know",
    }
)
_REPORTS = _set("ask asks asked wonder wonders wondered say says said think thinks")
_SELF = _set("i me i'd")
_WHO_NOT = _set("doesn't wouldn't hasn't can't isn't didn't")
_EXCLAIMS = _set("isn't how aren't ain't wasn't")
_NICE = _set(
    "great nice cool awesome amazing wonderful fun exciting lovely something crazy wild neat sweet "
    "fantastic cute funny awful strange odd"
)
_IT = _set("that this it")
_OPINION = _set("sounds looks feels seems that's that it's this it those they're")
_TAG_VERBS = _set("isn't wasn't doesn't aren't weren't don't is does")
_ANSWERS = _set("because simple easy simply")
_TOLD = _set("it's it you they we they're i there's that's you're you'll")
_NEW = _set(
    "and also your the what how plus any anything anyone something everything ready want need got "
    "sound sounds make makes care mind wanna fancy up shall"
)
_LONGEST = 60


def tag(forms: list[str]) -> bool:
    """Whether these few words only ask for a nod: "right?", "isn't it?"."""
    said = [f for f in forms if f[0].isalnum()]
    return len(said) <= 4 and all(f in w.TAGS for f in said)


def rhetorical(forms: list[str], following: list[str] | None, asked_on: bool) -> bool:
    """Whether a question waits for no answer.

    A reaction, an exclamation, a question told of others, or one the speaker answers at once;
    `following` are the words said next, `asked_on` says that they ask themselves.
    """
    forms = forms[:_LONGEST]
    said = [f for f in forms if f[0].isalnum()]
    if following is not None and all(f in w.REACTIONS for f in said):
        return True
    if _reported(forms):
        return True
    start = next((i for i, f in enumerate(said) if f not in w.FILLERS), len(said))
    said = said[start:]
    if not said:
        return False
    if " ".join(said) in _SET_PHRASES or (said[0] == "who" and said[1:2] and said[1] in _WHO_NOT):
        return True
    if said[0] in _EXCLAIMS and _IT.intersection(said[1:4]) and _NICE.intersection(said[1:4]):
        return True
    if (
        said[0] in _OPINION
        and len(said) > 2
        and said[-2] in _TAG_VERBS
        and said[-1] in _IT | {"they"}
    ):
        return True
    return following is not None and not asked_on and _answered(said, following)


def _reported(forms: list[str]) -> bool:
    """ "People often ask, what's the catch?" """
    for place in range(1, len(forms) - 1):
        if forms[place] in {",", ":"} and forms[place - 1] in _REPORTS:
            return not _SELF.intersection(forms[:place])
    return False


def _answered(said: list[str], following: list[str]) -> bool:
    after = next((f for f in following if f not in {"well", "simply"}), "")
    if said[0] in w.WH:
        return after in _ANSWERS
    # "The best part? It's free."
    short = said[0] in {"the", "my", "our", "your"} and len(said) <= 4
    return short and after in _TOLD and not w.INFO.intersection(said)


def finishes(forms: list[str], after_open_question: bool) -> bool:
    """Whether a bare "…?" belongs to the request before it: a tag, "or …", a candidate answer."""
    said = [f for f in forms if f[0].isalnum()]
    if tag(said) or said[0] == "or":
        return True
    if not after_open_question or len(said) > 7 or said[0] in _NEW or "your" in said:
        return False
    if any(f in w.AUX or f in w.PRONOUNS for f in said):
        return False
    listed = "," in forms or "or" in said
    return listed or not w.INFO.intersection(said)
