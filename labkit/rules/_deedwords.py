"""Verbs of doing, each with what it must or must not be followed by to be more than talk."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["DATA", "FAMILIES", "PARTICIPLES", "STATES", "acts", "base", "family"]

# Doing, whatever the object.
_ALWAYS = (
    "book rebook reschedule schedule cancel refund process submit email ship reship dispatch issue waive forward "
    "escalate transfer reset activate deactivate reactivate enable disable unlock upgrade downgrade register "
    "enroll enrol reserve purchase download upload install print charge deduct deposit notify expedite "
    "generate access retrieve fetch delete reroute sync export import google browse research "
    "investigate monitor fax dial deliver arrange compile modify update renew approve authorize override "
    "unsubscribe subscribe finalize prioritize preorder jot troubleshot lookup fast-track double-check "
    "handle replace repair resubmit redeliver pull search track scan "
    "notarize invoice resend overnight reimburse rectify action"
).split()
_OBJECT = r"(?:you|your|yours|it|that|this|them|those|these|the|a|an|one|everything|all|some|any|our|another|him|her)\b"
DATA = (
    r"(?:account|accounts|order|orders|balance|file|files|profile|record|records|history|subscription|statement|"
    r"payment|payments|transaction|transactions|charge|charges|invoice|booking|bookings|reservation|appointment|"
    r"appointments|delivery|package|password|pin|card|request|return|complaint|message|room|table|seat|ride|demo|meeting|viewing|session|tour|spot|prescription|replacement|discount|credit|feedback|shipment|tracking|claim|case|ticket|tickets|policy|application|plan|membership|"
    r"calendar|schedule|availability|inventory|stock|system|database|details|info|information|data|status|usage|"
    r"refund|bill|results|document|documents|report|screen|dashboard|notes|address|email|emails|inbox|device|"
    r"slots?|openings?|flight|flights|weather|logs?|purchase|purchases|login|logins|activity|points)"
)


@cache
def _when() -> dict[str, dict[str, list[str]]]:
    """What each verb of `verbs.yaml` needs or forbids after it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = Path(__file__).with_name("verbs.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=loader)  # noqa: S506
    return table


_IRREGULAR = {
    "send": "sent", "write": "wrote written", "set": "set setting", "put": "put putting", "make": "made", "take": "took taken",
    "get": "got gotten getting", "have": "had", "bring": "brought", "find": "found", "see": "saw seen",
    "run": "ran running", "begin": "began begun beginning", "deal": "dealt", "keep": "kept", "hold": "held",
    "dig": "dug digging", "show": "shown", "buy": "bought", "pay": "paid", "sell": "sold", "opt": "opted",
    "freeze": "froze frozen", "give": "gave given", "drop": "dropped dropping", "shoot": "shot",
    "swap": "swapped swapping", "read": "read", "do": "did done doing", "let": "let letting", "tell": "told", "speak": "spoke spoken",
    "meet": "met", "come": "came", "grab": "grabbed grabbing", "log": "logged logging", "tag": "tagged tagging",
    "flag": "flagged flagging", "cancel": "cancelled cancelling", "transfer": "transferred transferring",
    "ship": "shipped shipping", "reship": "reshipped reshipping", "submit": "submitted submitting",
    "resubmit": "resubmitted resubmitting", "reset": "reset resetting", "defer": "deferred", "notify": "notified",
    "verify": "verified", "modify": "modified", "apply": "applied", "copy": "copied", "jot": "jotted jotting",
    "scan": "scanned scanning", "undo": "undid undone", "resend": "resent", "rectify": "rectified",
    "input": "inputted inputting", "program": "programmed", "enrol": "enrolled enrolling", "overnight": "overnighted",
    "double-check": "double-checked double-checking",
}  # fmt: skip
@cache
def _table() -> dict[str, str]:
    """Every form of every verb of doing, with its base."""
    table: dict[str, str] = {}
    for verb in sorted({*_ALWAYS, *_when()}):
        stem = verb[:-1] if verb.endswith("e") else verb
        third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s"
        if verb.endswith(("s", "x", "ch", "sh")):
            third = verb + "es"
        for form in (verb, third, stem + "ing", stem + "ed", *_IRREGULAR.get(verb, "").split()):
            table.setdefault(form, verb)
    return table


# What a thing of the user's is after somebody did something to it.
PARTICIPLES = frozenset(
    "booked rebooked scheduled rescheduled cancelled canceled refunded processed submitted sent emailed shipped "
    "dispatched issued waived forwarded escalated transferred reset activated deactivated enabled disabled unlocked "
    "upgraded downgraded registered enrolled reserved ordered charged credited updated changed added removed "
    "confirmed approved renewed replaced delivered placed fixed resolved delayed declined received filed logged "
    "flagged noted delivered cleared posted applied extended expedited locked suspended reinstated restored "
    "corrected completed finalized secured arranged rerouted returned lost linked connected verified submitted "
    "signed opened closed created recorded saved deleted paid".split()
)
STATES = frozenset("booked confirmed registered enrolled scheduled signed subscribed checked upgraded refunded rebooked".split())
# Verbs a tool of a kind covers, and the words by which a tool of that kind is known.
FAMILIES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "booking": (
        frozenset("book rebook reserve schedule reschedule arrange set make put get place hold add secure sign register enroll block".split()),
        frozenset("book booking reserve reservation schedule appointment calendar meeting table slot event demo viewing tour room enroll register signup".split()),
    ),
    "cancelling": (frozenset("cancel delete remove refund reverse".split()), frozenset("cancel cancellation delete remove".split())),
    "refunding": (frozenset("refund issue process credit reimburse reverse give".split()), frozenset("refund credit reimburse reimbursement".split())),
    "sending": (
        frozenset("send email text message mail forward share notify resend drop shoot alert ping".split()),
        frozenset("send email mail text sms message notify notification alert share".split()),
    ),
    "looking": (
        frozenset("check look pull find see search access retrieve fetch verify review grab get track view locate research google browse lookup double-check bring read scan monitor confirm run".split()),
        frozenset("get check look lookup search find fetch retrieve query read list status track tracking view weather knowledge database rag web browse account order orders verify inventory availability".split()),
    ),
    "changing": (
        frozenset("update change modify edit adjust switch move upgrade downgrade reset set correct add remove extend renew".split()),
        frozenset("update change modify edit set adjust reset upgrade downgrade switch".split()),
    ),
    "ticketing": (
        frozenset("open create log file submit raise escalate report flag make".split()),
        frozenset("ticket case issue report escalate escalation complaint claim log".split()),
    ),
    "handing over": (
        frozenset("transfer connect escalate patch forward pass hand get put loop direct bring".split()),
        frozenset("transfer handoff handover forward connect escalate operator human agent dial route".split()),
    ),
    "noting": (
        frozenset("note record save log write jot document add store make take enter put".split()),
        frozenset("note notes record save log store write memory crm capture collect".split()),
    ),
    "ordering": (
        frozenset("order place purchase buy add process ship submit put start".split()),
        frozenset("order purchase buy cart checkout ship".split()),
    ),
    "paying": (frozenset("charge pay process take bill invoice".split()), frozenset("pay payment charge invoice bill".split())),
    "calling": (frozenset("call phone dial contact reach ring".split()), frozenset("call dial phone callback contact".split())),
}  # fmt: skip


def base(form: str) -> str:
    """The verb of doing that `form` belongs to, or ""."""
    return _table().get(form, "")


def family(verb: str) -> list[str]:
    """The kinds of tool that could do `verb`."""
    return [name for name, (verbs, _) in FAMILIES.items() if verb in verbs]


@cache
def _tests(verb: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    entry = _when().get(verb) or {}
    needs, unless = (
        re.compile(f"(?:{'|'.join(entry[key])})".replace("DATA", DATA).replace("OBJECT", _OBJECT))
        if key in entry
        else None
        for key in ("needs", "unless")
    )
    return needs, unless


def acts(verb: str, tail: str) -> bool:
    """Whether `verb` followed by the words of `tail` is more than talk."""
    must, never = _tests(verb)
    if never and never.match(tail):
        return False
    return must is None or must.match(tail) is not None
