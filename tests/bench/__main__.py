"""`make bench`: what labkit costs, each figure beside what it is compared with, in one run.

Timings on a shared machine are noisy: look at the ratios. Nothing here is a test; the limits that
must hold are asserted in the test suite.
"""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

TYPICAL = (
    "Oh, I see what you mean, and I'm sorry that happened. The first visit takes about an hour, so "
    "bring the forms if you have them. Would mornings or afternoons suit you better?"
)


def main() -> None:
    """Run every bench and print one line for each."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    for bench in (start_up, scoring, replay, report, sampling):
        for name, value in bench():
            print(f"{name:<64} {value}", flush=True)


def start_up() -> Iterator[tuple[str, str]]:
    """Import times in fresh interpreters, medians of five."""
    for what in ("labkit", "labkit.cli", "pandas", "anthropic"):
        code = f"import time as t; s = t.perf_counter(); import {what}; print(t.perf_counter() - s)"
        seconds = [float(_python(code)) for _ in range(5)]
        yield f"import {what}", f"{statistics.median(seconds):.3f} s"


def scoring() -> Iterator[tuple[str, str]]:
    """All rules on typical replies of 32 words, beside sentencex alone on the same text."""
    import sentencex

    from labkit.rules import RULES, Exchange, check

    texts = [f"{TYPICAL} Visit {i}." for i in range(2_000)]
    check(Exchange(TYPICAL))
    rate = len(texts) / _seconds(lambda: [check(Exchange(t, "Is that so?")) for t in texts])
    base = len(texts) / _seconds(lambda: [list(sentencex.segment("en", t)) for t in texts])
    yield f"{len(RULES)} rules, one core", f"{rate:,.0f} replies/s"
    yield "sentencex alone on the same text", f"{base:,.0f} replies/s ({base / rate:.0f} x)"


def replay() -> Iterator[tuple[str, str]]:
    """The shipped recordings through `sample`, in a fresh interpreter and without its start-up."""
    code = """
import asyncio, time
t = time.perf_counter()
import labkit
from labkit import paths
async def run():
    recorded = labkit.Recordings([paths.data("recordings/dental_front_desk.jsonl")])
    text = labkit.read_description(paths.data("personas/dental_front_desk.txt"))
    made = await labkit.generate(text, recordings=recorded, replay=True)
    done = await labkit.sample(made.prompt, recordings=recorded, replay=True)
    print(len(done.replies), time.perf_counter() - t)
asyncio.run(run())
"""
    count, seconds = _python(code).split()
    yield f"replay of {count} recorded replies with start-up", f"{float(seconds):.2f} s"


def report() -> Iterator[tuple[str, str]]:
    """One persona report from recordings: kernel, notebook, tables, HTML."""
    from labkit import paths
    from labkit.batch import run_report

    with tempfile.TemporaryDirectory() as folder:
        os.environ["LABKIT_RUNS"] = folder

        def run() -> object:
            return run_report(
                paths.data("personas/dental_front_desk.txt"),
                parameters={"recordings": "dental_front_desk.jsonl"},
            )

        times = [_seconds(run) for _ in range(3)]
    yield "persona report from recordings (median of 3)", f"{statistics.median(times):.2f} s"


def sampling() -> Iterator[tuple[str, str]]:
    """Speed of the embedded model: `sample` beside a bare client on the same server."""
    import labkit
    from labkit import paths
    from labkit.endpoint.embedded import shared_server
    from labkit.prompt import scaffold

    server = shared_server()
    prompt = scaffold((paths.data("personas/dental_front_desk.txt")).read_text()).prompt
    scenarios = labkit.load_scenarios(only=["greeting", "vague", "medical", "transfer"])

    async def bare() -> int:
        client = labkit.connect("local")
        tokens = 0
        for scenario in scenarios:
            for _ in range(3):
                answer = await client.messages.create(
                    model=server.model,
                    max_tokens=64,
                    system=prompt.text,
                    messages=[{"role": "user", "content": scenario.turns[0]}],
                )
                tokens += answer.usage.output_tokens
        await client.close()
        return tokens

    async def ours() -> int:
        with tempfile.TemporaryDirectory() as folder:
            run = await labkit.sample(
                prompt, scenarios, samples=3, store=Path(folder) / "replies.sqlite"
            )
        return int(run.replies["output_tokens"].sum())

    asyncio.run(bare())  # the prompt is now in the server's cache for both
    for name, work in (("bare client", bare), ("labkit.sample, recording", ours)):
        began = time.perf_counter()
        tokens = asyncio.run(work())
        seconds = time.perf_counter() - began
        yield f"embedded model, {name}, 12 replies", f"{tokens / seconds:.1f} tokens/s"
    server.stop()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    main()
