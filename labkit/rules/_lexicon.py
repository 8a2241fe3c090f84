"""Word lists and patterns kept as data beside the code, read once when first needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["lexicon"]

_FOLDER = Path(__file__).with_name("lexicon")


@cache
def lexicon(name: str) -> Any:
    """What `lexicon/<name>.yaml` holds."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506  both are safe loaders
