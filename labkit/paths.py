"""Where labkit's own files are: shipped data, notebooks, and the folder runs are written to."""

from __future__ import annotations

import os
from pathlib import Path

from labkit.errors import InputError

__all__ = ["cache", "data", "notebook", "runs"]

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str) -> Path:
    # A wheel carries the folders inside the package; a checkout has them beside it.
    inside = _PACKAGE / "_shipped" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def data(name: str = "") -> Path:
    """The path of a shipped data file or folder such as `scenarios`; an `InputError` if absent."""
    path = _shipped("data") / name
    if not path.exists():
        raise InputError(f"labkit ships no data file {name!r}; look in {_shipped('data')}.")
    return path


def notebook(name: str) -> Path:
    """The path of a shipped notebook, by name without `.ipynb`; an `InputError` if absent."""
    path = _shipped("notebooks") / f"{name}.ipynb"
    if not path.exists():
        raise InputError(f"labkit ships no notebook {name!r}; look in {_shipped('notebooks')}.")
    return path


def runs() -> Path:
    """The folder for runs and the store: `$LABKIT_RUNS`, else `runs/` in the checkout or here."""
    if chosen := os.environ.get("LABKIT_RUNS"):
        return Path(chosen).expanduser().resolve()
    in_checkout = (_PACKAGE.parent / "pyproject.toml").exists()
    return (_PACKAGE.parent if in_checkout else Path.cwd()) / "runs"


def cache() -> Path:
    """The folder for what can be made or fetched again: `$LABKIT_HOME`, else the user's cache."""
    if chosen := os.environ.get("LABKIT_HOME"):
        return Path(chosen).expanduser().resolve()
    from platformdirs import user_cache_path

    return user_cache_path("labkit", appauthor=False)
