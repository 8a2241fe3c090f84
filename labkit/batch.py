"""Run a notebook for a persona through papermill and render its report, all of it or nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit import paths
from labkit.errors import EndpointError, InputError, LabkitError, StoreError
from labkit.progress import VARIABLE, Follower, Report

if TYPE_CHECKING:
    import pandas as pd

    from labkit.prompt import Prompt
    from labkit.replies import Run

__all__ = ["ReportRun", "run_name", "run_report", "save_run"]

_ERRORS = {c.__name__: c for c in (InputError, EndpointError, StoreError, LabkitError)}


@dataclass(frozen=True, slots=True)
class ReportRun:
    """Where a finished run is and what it did."""

    folder: Path
    html: Path
    notebook: Path
    manifest: Mapping[str, Any]


def run_name(path: Path) -> str:
    """A folder name from a file name: letters, digits, dash and underscore, at most 60 of them."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:60] or "persona"


def run_report(
    source: str | Path,
    out: str | Path | None = None,
    *,
    is_prompt: bool = False,
    model: str = "local",
    samples: int = 3,
    notebook: str | Path | None = None,
    parameters: Mapping[str, Any] | None = None,
    progress: Report | None = None,
) -> ReportRun:
    """Run the persona report on a description file (or a prompt file) and render it as HTML.

    Writes `report.html`, `report.ipynb`, `prompt.md`, the tables as Parquet and `manifest.json`
    into `out` (default: a folder named after the file under `runs/`), all at the end or not at
    all. Raises the `LabkitError` that stopped the notebook, or one naming the cell that failed.
    """
    source = Path(source).resolve()
    _readable(source, is_prompt)
    target = Path(out).resolve() if out else paths.runs() / run_name(source)
    if target.exists() and not target.is_dir():
        raise InputError(f"Cannot write the run to {target}: it is a file. Name a folder.")
    book = Path(notebook) if notebook else paths.notebook("persona_report")
    values = {
        "prompt_file" if is_prompt else "description_file": str(source),
        "model": model,
        "samples": samples,
        "recordings": "",
        **(parameters or {}),
    }
    _known_parameters(book, [*values, "out_dir"])
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
    except OSError as error:
        raise StoreError(f"Cannot write to {target.parent}: {error.strerror}.") from None
    try:
        _execute(book, part, {**values, "out_dir": str(part)}, progress)
        from labkit.prompt import Prompt
        from labkit.results.report import render

        name = Prompt.read(part / "prompt.md").name
        title = f"Persona report: {name}" if name else None
        render(part / "report.ipynb", part / "report.html", title)
        _publish(part, target)
    except OSError as error:
        raise StoreError(
            f"The run could not be written to {target}: {error.strerror or error}. "
            "The replies are kept in the store; make room and run again."
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return ReportRun(target, target / "report.html", target / "report.ipynb", manifest)


def save_run(folder: str | Path, prompt: Prompt, run: Run, verdicts: pd.DataFrame) -> None:
    """Write a run's prompt, replies, failures, verdicts and manifest into an existing folder.

    The manifest also says how many calls were made to the model and how many answers were on
    record, and the rulebook's versions. Raises `StoreError` when the disk is full.
    """
    from labkit.rules import RULES

    place = Path(folder)
    manifest = {
        **run.manifest,
        "rulebook": {r.id: r.version for r in RULES.values()},
        "calls": run.calls,
        "from_store": run.from_store,
        "seconds": round(run.seconds, 3),
    }
    try:
        prompt.write(place / "prompt.md")
        run.replies.to_parquet(place / "replies.parquet", index=False)
        run.failures.to_parquet(place / "failures.parquet", index=False)
        verdicts.to_parquet(place / "verdicts.parquet", index=False)
        text = json.dumps(manifest, indent=2, ensure_ascii=False)
        (place / "manifest.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"The run could not be written to {place}: {error.strerror}.") from None


def _readable(source: Path, is_prompt: bool) -> None:
    from labkit.prompt import Prompt, read_description

    if is_prompt:
        Prompt.read(source)
    else:
        read_description(source)


def _known_parameters(book: Path, names: list[str]) -> None:
    import papermill

    known = papermill.inspect_notebook(str(book))
    unknown = [n for n in names if n not in known]
    if unknown:
        raise InputError(
            f"The notebook {book.name} has no parameter {unknown[0]!r}; it has: {', '.join(known)}."
        )


def _execute(book: Path, part: Path, values: dict[str, Any], progress: Report | None) -> None:
    import logging

    import papermill
    from papermill.exceptions import PapermillExecutionError

    # papermill says at INFO where it reads and writes; the caller says it better.
    logging.getLogger("papermill").setLevel(logging.WARNING)
    log = part / "progress.jsonl"
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(log)
    try:
        with Follower(log, progress or (lambda *_: None)):
            papermill.execute_notebook(
                str(book),
                str(part / "report.ipynb"),
                parameters=values,
                cwd=str(part),
                progress_bar=False,
                request_save_on_cell_execute=False,
                # ipykernel 7 warns of its TCP ports at every start and reports its own shutdown.
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            )
    except PapermillExecutionError as error:
        raise _explained(error, book) from None
    finally:
        log.unlink(missing_ok=True)
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def _explained(error: Any, book: Path) -> LabkitError:
    """The error a notebook stopped with, as the error it was where it was one of ours."""
    kind = _ERRORS.get(error.ename)
    if kind is not None:
        return kind(error.evalue)
    said = " ".join(str(error.evalue).split())[:300]
    return LabkitError(
        f"{book.name} stopped in cell {error.exec_count}: {error.ename}: {said}. "
        "Open the notebook and run it by hand to see where."
    )


def _publish(part: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in part.iterdir():
        file.replace(target / file.name)
