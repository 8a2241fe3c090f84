"""Who does what: the deeds the speaker claims, offers or announces.

From each first-person subject ("I", "we", "let me", "want me to …") the reader walks along the verb
chain: auxiliaries, adverbs, negation, verbs that only lead on ("going to", "happy to", "go ahead
and"), up to the verb that says what is done. Quoted words never reach it. What it finds it labels:
negated, asked as an offer, counterfactual, mere advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labkit.rules.language import Sentence

__all__ = ["NEGATIONS", "Deed", "read"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "not never cannot can't couldn't won't wouldn't don't didn't doesn't haven't hasn't hadn't isn't aren't wasn't "
    "weren't shouldn't mustn't unable neither nor without cant wont dont didnt couldnt wouldnt ain't nothing"
)
_SINGULAR = {"i": "", "i'll": "will", "i've": "have", "i'm": "am", "i'd": "would", "im": "am", "ive": "have"}
_PLURAL = {"we": "", "we'll": "will", "we've": "have", "we're": "am", "we'd": "would"}
_AUX = _set("will would can could may might shall should must have has had am is are was were be been being do did 've 'll to")
_ADVERBS = _set(
    "just already also quickly now certainly definitely gladly happily personally immediately currently still then "
    "simply actually really even always absolutely of course right away here there first next today tonight tomorrow "
    "soon probably possibly perhaps maybe easily directly ahead quick please only either surely totally "
    "completely finally later automatically successfully manually proactively promptly ever normally usually "
    "typically all up-front momentarily shortly kindly gonna gotta wanna instantly both carefully in fact unfortunately"
)
# Words that lead on to the verb that counts, most with "to" or "and" after them.
_LEADING = _set(
    "going able happy glad love like want need needed try trying about ready pleased delighted plan planning "
    "continue start started begin began proceed finish finished finishing got get hope hoping offer prefer "
    "supposed allowed set willing intend mean excited gone go went took working free due managed tried wanted "
    "decided decide promise promised arranged remember make be sure rather better attempt aim commit proceeded"
)
_HELPS = _set("help helping helped assist assisting guide guiding coach show explain explaining describe teach suggest recommend")
_FLIPS = _set("forget fail hesitate wait forgetting")
_STOPS = frozenset(";:—–.!?(),…")
_SUBJECTS = frozenset(_SINGULAR) | frozenset(_PLURAL) | _set("let lemme let's lets me happy glad delighted pleased ready")
_GLADLY = _set("happy glad delighted pleased ready")
_OPENING = _set(", . ! ; : — – - … sure yes yeah absolutely okay ok always course definitely than so certainly great and but")
_LIKE_ME = _set("like want need prefer for have allow asking ask love wish permit")


@dataclass(slots=True)
class Deed:
    """One verb said of the speaker.

    `first` and `verb` index the sentence's words; `aux` holds the auxiliaries and leading words
    passed on the way; `plural` is true for "we".
    """

    sentence: Sentence
    first: int
    verb: int
    aux: frozenset[str]
    negated: bool = False
    plural: bool = False
    asked: bool = False
    unreal: bool = False
    lets: bool = False

    @property
    def form(self) -> str:
        """The verb as it was said."""
        return self.sentence.forms[self.verb]

    @property
    def tail(self) -> str:
        """Up to nine words after the verb, as one string, up to the next strong stop."""
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


def read(sentence: Sentence) -> Iterator[Deed]:
    """The deeds of one sentence, in order."""
    forms = sentence.forms
    size = len(forms)
    at = 0
    while at < size:
        form = forms[at]
        if form not in _SUBJECTS:
            at += 1
            continue
        start = -1
        aux: set[str] = set()
        negated = False
        plural = lets = False
        if form in _SINGULAR or form in _PLURAL:
            start = at + 1
            plural = form in _PLURAL
            known = _PLURAL[form] if plural else _SINGULAR[form]
            aux = {known} if known else set()
            if not known and at and forms[at - 1] in _AUX | {"can't", "couldn't", "shouldn't", "won't"}:
                # "Can I …", "shall we …": the auxiliary stands before its subject.
                aux.add(forms[at - 1].removesuffix("n't"))
                aux.add("?")
                if at > 1 and forms[at - 2] in {"neither", "nor"}:
                    negated = True
            negated = negated or _denied(forms, at)
        elif form in {"let", "lemme"} and (form == "lemme" or _next(forms, at) in {"me", "us"}):
            start = at + (1 if form == "lemme" else 2)
            aux = {"let"}
            negated = at > 0 and forms[at - 1] in {"don't", "not", "never"}
        elif form in {"let's", "lets"}:
            start, aux, lets = at + 1, {"let"}, True
        elif form in _GLADLY and _next(forms, at) == "to" and (not at or forms[at - 1] in _OPENING):
            start, aux = at + 2, {"glad"}
        elif form == "me" and _next(forms, at) == "to" and at and forms[at - 1] in _LIKE_ME:
            start, aux = at + 2, {"?"}
            negated = bool(NEGATIONS & set(forms[max(0, at - 6) : at])) or "no" in forms[max(0, at - 4) : at] or (
                "impossible" in forms[max(0, at - 4) : at]
            )
        if start < 0:
            at += 1
            continue
        verb, denied = _chain(forms, start, aux)
        if verb < size:
            deed = Deed(sentence, at, verb, frozenset(aux), negated ^ denied if denied is not None else not negated)
            deed.plural, deed.lets = plural, lets
            deed.asked = "?" in aux
            deed.unreal = _unreal(forms, at)
            yield deed
            yield from _shared(deed, forms)
        at = max(verb, at + 1) if verb < size and verb > at else at + 1


def _next(forms: list[str], at: int) -> str:
    return forms[at + 1] if at + 1 < len(forms) else ""


def _chain(forms: list[str], at: int, aux: set[str]) -> tuple[int, bool | None]:
    """Where the counting verb stands, and whether the chain denies it."""
    denied = False
    size = len(forms)
    while at < size:
        form = forms[at]
        after = _next(forms, at)
        if form in NEGATIONS:
            denied = True
            aux.add(form.removesuffix("n't"))
        elif form in _FLIPS and denied and after == "to":
            denied = False
        elif form in _AUX or form in _ADVERBS:
            if form in {"have", "had", "do", "did"} and not _aux_use(forms, at):
                return at, denied
            aux.add(form)
        elif form in {"took", "taken"} and after == "the" and forms[at + 2 : at + 3] == ["liberty"]:
            aux.add("start")
            at += 3
        elif form == "no" and after == "longer":
            denied = True
            at += 1
        elif form in _LEADING and (
            after in {"to", "and"} or (form in {"going", "happy", "glad", "be", "about"} and after in _ADVERBS)
            or (form in {"finished", "finish", "start", "started", "begin", "began", "finishing"} and after.endswith("ing"))
            or (form in {"go", "gone", "went"} and after == "ahead")
            or (form == "be" and after in {"sure", "happy", "glad", "able", "ready", "more"})
            or (form == "make" and after == "sure" and forms[at + 2 : at + 3] in (["to"], ["and"]))
            or (form == "sure" and after in {"to", "and"})
            or (form == "rather")
        ):
            aux.add(form)
            if after in {"to", "and"}:
                at += 1
        elif form in {"more", "than", "and", "liberty", "the"} and form != "the":
            pass
        elif form == "," and after in _ADVERBS and at + 2 < size:
            pass
        else:
            return at, denied
        at += 1
    return size, denied


def _aux_use(forms: list[str], at: int) -> bool:
    """Whether "have" or "do" at `at` only helps another verb: "have (just) sent", "do want"."""
    index = at + 1
    while index < len(forms) and (forms[index] in _ADVERBS or forms[index] in NEGATIONS):
        index += 1
    after = forms[index] if index < len(forms) else ""
    if forms[at] in {"do", "did"}:
        return after not in {"it", "that", "this", "so", "the", "my", "your", "a", "an", "is", "", ","} and after.isalpha()
    return after in {"been", "to", "gone", "had", "got", "done", "sent", "made", "put", "set", "taken", "found", "seen", "run",
                     "written", "kept", "held", "paid", "bought", "brought", "given", "shipped", "gotten", "begun",
                     "told", "spoken", "reset", "shot", "met", "come", "already", "went", "read", "looked"} or (
        after.endswith("ed") and len(after) > 3 and after not in {"need", "speed", "breed", "feed"}
    )


def _denied(forms: list[str], at: int) -> bool:
    """"Nothing I can …", "not something I can …", "isn't something that I …"."""
    before = forms[max(0, at - 7) : at]
    while before and before[-1] in {"that", "which"}:
        before = before[:-1]
    if not before:
        return False
    if before[-1] in {"nothing", "neither", "nor", "pretend", "pretending"}:
        return True
    if before[-1] in {"claim", "say", "promise", "guarantee", "imply", "suggest", "mean", "think"}:
        return bool(NEGATIONS & set(before))
    if before[-1] in {"something", "anything", "thing", "one", "way", "things", "everything", "place", "reason", "where", "much"}:
        return bool(NEGATIONS & set(before)) or "no" in before or "beyond" in before
    return False


def _unreal(forms: list[str], at: int) -> bool:
    """"I wish I could …", "if I could …", "if only we …"."""
    before = forms[max(0, at - 3) : at]
    if not before:
        return False
    if before[-1] in {"wish", "wishing"} or before[-2:] in (["wish", "that"], ["if", "only"], ["as", "if"], ["as", "though"]):
        return True
    if before[-1] == "if":
        if len(before) > 1 and before[-2] in {"what", "okay", "ok", "mind", "alright", "fine", "help", "right", "useful", "better", "know", "see"}:
            return before[-2] in {"know", "see"}
        return True
    return before[-1] in {"whether", "unless", "until"}


def _shared(deed: Deed, forms: list[str]) -> Iterator[Deed]:
    """Verbs joined to the first by "and", "or", "then", which share its subject."""
    size = len(forms)
    for index in range(deed.verb + 1, min(deed.verb + 16, size - 1)):
        form = forms[index]
        if form in {".", "?", "!", ";", "but"} or form in _SINGULAR or form in _PLURAL or form in {"you", "you'll", "you're"}:
            if index > deed.verb + 2 or form != "you":
                break
        if form in {"and", "or", "then", "nor", "to"}:
            place = index + 1
            while place < size and (forms[place] in _ADVERBS or forms[place] in {"then", "even", "to", "go"}):
                place += 1
            if place < size and form != "to":
                yield Deed(
                    deed.sentence, place, place, deed.aux, deed.negated or form == "nor",
                    deed.plural, deed.asked, deed.unreal, deed.lets,
                )
