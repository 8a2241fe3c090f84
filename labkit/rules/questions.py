"""`one_question`: the reply asks for at most one thing."""

from __future__ import annotations

from labkit.rules import _asks
from labkit.rules._model import Exchange, Ruling, failed, passed, rule

__all__: list[str] = []

_SHOWN = 48


@rule(
    "one_question",
    section=4,
    statement="Asks for at most one thing.",
)
def one_question(exchange: Exchange) -> Ruling:
    """Count the things asked for."""
    text = exchange.text
    asks = _asks.find(text)
    if not asks:
        return passed("asks for nothing")
    if len(asks) == 1:
        return passed("asks for one thing", text.back(*asks[0].span))
    shown = [text.plain[slice(*a.span)].strip(" ,") for a in asks[:3]]
    listed = "; ".join(f"“{s if len(s) <= _SHOWN else s[:_SHOWN] + '…'}”" for s in shown)
    return failed(
        f"asks for {len(asks)} things, the limit is one: {listed}",
        text.back(*asks[1].span),
    )
