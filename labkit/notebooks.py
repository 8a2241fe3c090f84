"""Run the shipped notebooks again: ask the model, record its replies, commit what a replay shows.

`python -m labkit.notebooks` (or `make notebooks`) does three things. Each notebook runs with the
model into a store of its own; the answers are written to `data/recordings/`; then each notebook
runs once more from these recordings, in place, so that its outputs are what anybody gets without
a model.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from labkit import paths

__all__ = ["NAMES", "main", "replay"]

NAMES = ("01_build_persona", "02_sample_replies", "03_rule_compliance", "persona_report")
RECORDING = "recordings/dental_front_desk.jsonl"


def main() -> None:
    """Record all shipped notebooks and execute them in place."""
    import papermill

    from labkit.endpoint import Store
    from labkit.endpoint.embedded import shared_server

    server = shared_server()
    target = paths.data() / RECORDING
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LABKIT_RUNS"] = folder
        for name in NAMES:
            papermill.execute_notebook(
                str(paths.notebook(name)),
                str(Path(folder) / f"{name}.ipynb"),
                parameters={"recordings": ""},
                progress_bar=True,
            )
        count = Store(Path(folder) / "replies.sqlite").export(target)
    print(f"{target}: {count} answers of {server.model}")  # noqa: T201
    server.stop()
    for name in NAMES:
        replay(paths.notebook(name))


def replay(path: Path) -> None:
    """Execute a notebook in place from its recordings, leaving no trace of this machine in it."""
    import nbformat
    from nbclient import NotebookClient

    book: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LABKIT_REPLAY": "1", "LABKIT_RUNS": folder}
        client = NotebookClient(
            book, timeout=300, record_timing=False, resources={"metadata": {"path": path.parent}}
        )
        client.execute(env=environment)
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(book, path)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
