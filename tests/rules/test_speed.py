"""The rules cost little beside what any of them must do: finding sentences."""

from __future__ import annotations

import time

import sentencex

from labkit.rules import Exchange, check

TYPICAL = [
    "I hear you, that sounds really frustrating. You can pull up the order yourself in the app "
    "under the receipts tab, and the refund option is right there. What does it say on screen?",
    "Honestly, I can’t book that for you from here — but I can walk you through it step by step, "
    "and it usually takes about two minutes. Shall we start with the date you have in mind?",
]


def test_a_typical_reply_costs_at_most_400_times_its_bare_sentences() -> None:
    # Both sides run on the same machine at the same time, so a busy one slows both.
    def cost(work, times: int) -> float:  # type: ignore[no-untyped-def]
        best = float("inf")
        for _ in range(7):
            begin = time.process_time()
            for _ in range(times):
                for reply in TYPICAL:
                    work(reply)
            best = min(best, (time.process_time() - begin) / times)
        return best

    rules = cost(lambda reply: check(Exchange(reply, "Can you book it?")), 40)
    bare = cost(lambda reply: sentencex.segment("en", reply), 4000)
    assert rules < 400 * bare, (rules, bare)
