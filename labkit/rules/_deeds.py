"""Who does what: the deeds the speaker claims, offers or announces.

From each first-person subject ("I", "we", "let me", "want me to …") the reader walks along the verb
chain: auxiliaries, adverbs, negation, verbs that only lead on ("going to", "happy to", "go ahead
and"), up to the verb that says what is done. Quoted words never reach it. What it finds it labels:
negated, asked as an offer, counterfactual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labkit.rules import _chain as c

if TYPE_CHECKING:
    from labkit.rules.language import Sentence

__all__ = ["Deed", "read"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SINGULAR = {
    "i": "", "i'll": "will", "i've": "have", "i'm": "am", "i'd": "would", "im": "am", "ive": "have",
}  # fmt: skip
_PLURAL = {"we": "", "we'll": "will", "we've": "have", "we're": "am", "we'd": "would"}
_STOPS = frozenset(";:—–.!?(),…")
_GLADLY = _set("happy glad delighted pleased ready")
_SUBJECTS = frozenset(_SINGULAR) | frozenset(_PLURAL) | _GLADLY | _set("let lemme let's lets me")
_ASKING = c.AUX | _set("can't couldn't shouldn't won't")
_OPENING = _set(
    ", . ! ; : — – - … sure yes yeah absolutely okay ok always course definitely than so certainly "
    "great and but"
)
_LIKE_ME = _set("like want need prefer for have allow asking ask love wish permit")
_VOID = _set("nothing neither nor pretend pretending")
_SAYING = _set("claim say promise guarantee imply suggest mean think")
_THINGS = _set("something anything thing one way things everything place reason where much")
_UNREAL_PAIRS = (["wish", "that"], ["if", "only"], ["as", "if"], ["as", "though"])
_OFFERING_IF = _set("what okay ok mind alright fine help right useful better")
_ENDS_SHARING = frozenset(_SINGULAR) | frozenset(_PLURAL) | _set(". ? ! ; but you'll you're")
_REACH = 16


@dataclass(slots=True)
class Deed:
    """One verb said of the speaker.

    `first` and `verb` index the sentence's words; `aux` holds the auxiliaries and leading words
    passed on the way, "?" among them for an offer asked; `plural` is true for "we", `lets` for
    "let's", `joined` for a verb that follows another after "and".
    """

    sentence: Sentence
    first: int
    verb: int
    aux: frozenset[str]
    negated: bool = False
    unreal: bool = False
    plural: bool = False
    lets: bool = False
    joined: bool = False

    @property
    def form(self) -> str:
        """The verb as it was said."""
        return self.sentence.forms[self.verb]

    @property
    def tail(self) -> str:
        """Up to nine words after the verb, as one string, up to the next stop or comma."""
        out: list[str] = []
        for form in self.sentence.forms[self.verb + 1 : self.verb + 10]:
            if form in _STOPS:
                break
            out.append(form)
        return " ".join(out)

    def span(self, extra: int = 0) -> tuple[int, int]:
        """From the subject to the verb and `extra` words on, in the plain text."""
        forms = self.sentence.forms
        last = min(self.verb + extra, len(forms) - 1)
        while last > self.verb and not forms[last][0].isalnum():
            last -= 1
        return self.sentence.span(self.first, last)


@dataclass(slots=True)
class _Start:
    """A first-person subject: where its verb chain begins and what is known already."""

    chain: int
    aux: set[str]
    negated: bool = False
    plural: bool = False
    lets: bool = False


def read(sentence: Sentence) -> Iterator[Deed]:
    """The deeds of one sentence, in order."""
    forms = sentence.forms
    size = len(forms)
    here = 0
    while here < size:
        start = _start(forms, here) if forms[here] in _SUBJECTS else None
        if start is None:
            here += 1
            continue
        verb, denied = c.walk(forms, start.chain, start.aux)
        if verb < size:
            deed = Deed(
                sentence=sentence,
                first=here,
                verb=verb,
                aux=frozenset(start.aux),
                negated=start.negated ^ denied,
                unreal=_unreal(forms, here),
                plural=start.plural,
                lets=start.lets,
            )
            yield deed
            yield from _joined(deed, forms)
        here = verb if here < verb < size else here + 1


def _start(forms: list[str], here: int) -> _Start | None:
    form = forms[here]
    before = forms[here - 1] if here else ""
    after = c.after(forms, here)
    if form in _SINGULAR or form in _PLURAL:
        return _pronoun(forms, here)
    if form == "lemme" or (form == "let" and after in {"me", "us"}):
        chain = here + (1 if form == "lemme" else 2)
        return _Start(chain, {"let"}, negated=before in {"don't", "not", "never"})
    if form in {"let's", "lets"}:
        return _Start(here + 1, {"let"}, lets=True)
    if after != "to":
        return None
    if form in _GLADLY and (not here or before in _OPENING):
        return _Start(here + 2, {"glad"})
    if form == "me" and before in _LIKE_ME:
        near = set(forms[max(0, here - 4) : here])
        far = set(forms[max(0, here - 6) : here])
        return _Start(
            here + 2, {"?"}, negated=bool(c.NEGATIONS & far or {"no", "impossible"} & near)
        )
    return None


def _pronoun(forms: list[str], here: int) -> _Start:
    form = forms[here]
    plural = form in _PLURAL
    known = _PLURAL[form] if plural else _SINGULAR[form]
    start = _Start(here + 1, {known} if known else set(), _denied(forms, here), plural)
    before = forms[here - 1] if here else ""
    if not known and before in _ASKING:
        # "Can I …", "shall we …": the auxiliary stands before its subject.
        start.aux |= {before.removesuffix("n't"), "?"}
        if here > 1 and forms[here - 2] in {"neither", "nor"}:
            start.negated = True
    return start


def _denied(forms: list[str], here: int) -> bool:
    """Whether what leads to "I" denies it: "nothing I can …", "not something that I …"."""
    before = forms[max(0, here - 7) : here]
    while before and before[-1] in {"that", "which"}:
        before = before[:-1]
    if not before:
        return False
    if before[-1] in _VOID:
        return True
    denies = bool(c.NEGATIONS.intersection(before))
    if before[-1] in _SAYING:
        return denies
    return before[-1] in _THINGS and (denies or "no" in before or "beyond" in before)


def _unreal(forms: list[str], here: int) -> bool:
    """Whether the deed is only wished or supposed: "I wish I could …", "if I could …"."""
    before = forms[max(0, here - 3) : here]
    if not before:
        return False
    if before[-1] in {"wish", "wishing"} or before[-2:] in _UNREAL_PAIRS:
        return True
    if before[-1] == "if":
        # "What if I …", "would it help if I …" offer; "if I …" supposes.
        return len(before) < 2 or before[-2] not in _OFFERING_IF
    return before[-1] in {"whether", "unless", "until"}


def _joined(deed: Deed, forms: list[str]) -> Iterator[Deed]:
    """Verbs joined to the first by "and", "or", "then", which share its subject."""
    size = len(forms)
    for index in range(deed.verb + 1, min(deed.verb + _REACH, size - 1)):
        form = forms[index]
        if form in _ENDS_SHARING or (form == "you" and index > deed.verb + 2):
            break
        if form not in {"and", "or", "then", "nor"}:
            continue
        place = index + 1
        while place < size and (forms[place] in c.ADVERBS or forms[place] in {"even", "to", "go"}):
            place += 1
        if place < size:
            yield Deed(
                sentence=deed.sentence,
                first=place,
                verb=place,
                aux=deed.aux,
                negated=deed.negated or form == "nor",
                unreal=deed.unreal,
                plural=deed.plural,
                lets=deed.lets,
                joined=True,
            )
