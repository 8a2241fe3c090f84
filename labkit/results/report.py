"""An executed notebook as one HTML file to hand on: no script, no request, no input cells."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.errors import InputError, StoreError

if TYPE_CHECKING:
    import os

    from labkit.results._cells import Body

__all__ = ["render"]


def render(
    notebook_path: str | os.PathLike[str],
    html_path: str | os.PathLike[str],
    title: str | None = None,
) -> Path:
    """Write the report of an executed notebook and return its path.

    Words and results stay, in their order; inputs, progress, warnings, widgets and everything that
    would run or load something go. A step that failed is shown as failed. The title is `title`, or
    else the notebook's first heading. The file appears whole or not at all.

    Raises `InputError` when the notebook cannot be read, `StoreError` when the report cannot be
    written.
    """
    source, target = Path(notebook_path), Path(html_path)
    html = _page(_read(source), source.stem, title)
    _write(html, target)
    return target


def _read(path: Path) -> Any:
    import nbformat
    from nbformat.reader import NotJSONError

    foreign = f"{path} is not a Jupyter notebook; give an executed .ipynb."
    try:
        with path.open(encoding="utf-8") as file:
            notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise InputError(f"Cannot read the notebook {path}: {error.strerror}.") from error
    except (NotJSONError, nbformat.ValidationError) as error:
        raise InputError(foreign) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # nbformat on other JSON
        raise InputError(foreign) from error
    if not isinstance(notebook.get("cells"), list):
        raise InputError(foreign)
    return notebook


def _page(notebook: Any, stem: str, title: str | None) -> str:
    from markupsafe import Markup

    from labkit.results import inks
    from labkit.results._cells import collect
    from labkit.results._templates import FOLDER, fill
    from labkit.results._text import visible

    body: Body = collect(notebook)
    stylesheet = inks.css() + (FOLDER / "report.css").read_text(encoding="utf-8")
    return fill(
        "report.html.j2",
        title=visible(title or body.title or stem.replace("_", " ").capitalize()),
        lede=Markup(body.lede),  # noqa: S704 - rebuilt by _markdown
        content=Markup(body.html),  # noqa: S704 - rebuilt by _cells, _clean and _markdown
        headings=body.headings,
        failures=body.failures,
        date=_date(notebook),
        css=Markup(stylesheet),  # noqa: S704 - ours
    )


def _date(notebook: Any) -> str:
    """The day papermill says the notebook was executed, or nothing."""
    from datetime import datetime

    try:
        day = datetime.fromisoformat(str(notebook.metadata["papermill"]["end_time"]))
    except (KeyError, TypeError, ValueError):
        return ""
    return f"{day.day} {day:%B %Y}"


def _write(html: str, target: Path) -> None:
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("x", encoding="utf-8") as file:
            file.write(html)
        part.replace(target)
    except OSError as error:
        raise StoreError(f"Cannot write the report {target}: {error.strerror}.") from error
    finally:
        with suppress(OSError):  # gone when all went well
            part.unlink()
