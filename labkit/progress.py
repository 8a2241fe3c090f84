"""Progress of a run: a bar for a person, or lines in a file for the program that started us.

A notebook that runs under papermill has no terminal. Its caller names a file in `LABKIT_PROGRESS`,
the kernel appends one JSON object per step, and `Follower` turns them into a bar outside.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

__all__ = ["VARIABLE", "Follower", "Report", "reporter", "to_bar", "to_lines"]

VARIABLE = "LABKIT_PROGRESS"
Report = Callable[[int, int, str], None]


def reporter() -> Report | None:
    """A function of (done, total, label) that shows progress here, or `None` where nobody looks.

    Replays (`LABKIT_REPLAY=1`) show nothing: they take no time, and notebooks compare their output.
    """
    if path := os.environ.get(VARIABLE):
        return _to_file(Path(path))
    if os.environ.get("LABKIT_REPLAY", "") not in ("", "0"):
        return None
    return to_bar()


def _to_file(path: Path) -> Report:
    def report(done: int, total: int, label: str) -> None:
        line = json.dumps({"done": done, "total": total, "label": label})
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return report


def to_bar(unit: str = "replies") -> Report:
    """Progress as one line that is drawn over."""
    bar: Any = None

    def report(done: int, total: int, label: str) -> None:
        nonlocal bar
        if bar is None:
            from tqdm import tqdm

            # Plain tqdm: the notebook one is a widget, and widgets are lost in a saved notebook.
            bar = tqdm(total=total, desc=label, unit=unit, unit_scale=total > 10_000, leave=False)
        bar.set_description_str(label, refresh=False)
        bar.n = done
        bar.refresh()
        if done >= total:
            bar.close()
            bar = None

    return report


def to_lines(unit: str = "replies") -> Report:
    """Progress as a line for every tenth, for logs."""
    shown = -1

    def report(done: int, total: int, label: str) -> None:
        nonlocal shown
        tenth = 10 * done // max(total, 1)
        if tenth != shown:
            shown = tenth if done < total else -1
            sys.stderr.write(f"{label}: {done:,} of {total:,} {unit}\n")
            sys.stderr.flush()

    return report


class Follower:
    """Shows what a kernel writes to a progress file as a bar in this terminal.

    Use as a context manager around the run; `path` is what to put into `LABKIT_PROGRESS`.
    """

    def __init__(self, path: Path, show: Report) -> None:
        self.path = path
        self._show = show
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Self:
        self.path.touch()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _follow(self) -> None:
        with self.path.open(encoding="utf-8") as file:
            ended = False
            while not ended:
                # Asked before reading: what was written until then is read once more.
                ended = self._done.wait(0.2)
                for line in file:
                    if line.endswith("\n"):
                        step = json.loads(line)
                        self._show(step["done"], step["total"], step["label"])
