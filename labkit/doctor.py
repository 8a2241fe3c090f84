"""What is installed here, which model and keys are there, what is missing and how to get it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from labkit import paths
from labkit.errors import LabkitError

__all__ = ["Line", "examine"]

_PACKAGES = (
    "anthropic", "xllamacpp", "tiktoken", "pandas", "matplotlib", "jupyterlab", "ipywidgets",
    "papermill", "nbval",
)  # fmt: skip
_KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "LABKIT_API_KEY")
_SETTINGS = (
    "LABKIT_HOME",
    "LABKIT_RUNS",
    "LABKIT_MODEL",
    "LABKIT_THREADS",
    "LABKIT_PRICES",
    "LABKIT_REPLAY",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at. `needed` is false for what the lab works without."""

    ok: bool
    needed: bool
    text: str


def examine() -> Iterator[Line]:
    """Look at everything labkit stands on; nothing is changed and no key is shown."""
    yield Line(True, True, f"Python {platform.python_version()} on {platform.system()}")
    for name in _PACKAGES:
        yield _package(name)
    yield _model()
    for name in _KEYS:
        given = bool(os.environ.get(name))
        yield Line(given, False, f"{name} is {'set' if given else 'not set'}")
    for name in _SETTINGS:
        if value := os.environ.get(name):
            yield Line(True, False, f"{name} is {value}")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    yield Line(
        browser is not None,
        False,
        f"chromium: {browser}"
        if browser
        else "chromium: not found; browser tests are skipped (Debian: apt-get install chromium)",
    )
    yield _folder()


def _package(name: str) -> Line:
    try:
        return Line(True, True, f"{name} {metadata.version(name)}")
    except metadata.PackageNotFoundError:
        return Line(False, True, f"{name}: not installed; run `make setup`")


def _model() -> Line:
    from labkit.endpoint.model_file import model_path, verify_model

    try:
        path = model_path()
        verify_model(path)
    except LabkitError as error:
        return Line(False, True, f"embedded model: {error}")
    return Line(True, True, f"embedded model: {path}")


def _folder() -> Line:
    folder = paths.runs()
    place = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(place).free
    ok = os.access(place, os.W_OK) and free > 100_000_000
    return Line(ok, True, f"runs are written to {folder} ({free / 1e9:.1f} GB free)")
