"""The Jinja templates of tables, replies and the report; whatever they are given is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FOLDER", "fill"]

FOLDER = Path(__file__).parent / "template"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def fill(template: str, **values: object) -> str:
    """Render one template of the folder, every value escaped unless it is `Markup`."""
    return _environment().get_template(template).render(**values)
