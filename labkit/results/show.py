"""A table that reads well in a notebook, in a terminal, on paper and to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.results._templates import fill
from labkit.results._text import NONE, one_line

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table as RichTable

__all__ = ["Table"]


@dataclass(frozen=True, eq=False)
class Table:
    """A DataFrame with a caption; a notebook shows it as HTML, `str` and a terminal as text.

    The first `heads` columns are the headers of their rows. Columns named in `right` line up on
    the right, by default those of numbers. Cells may come from anyone: they are escaped, kept to
    one line and shortened. The same table always gives the same bytes.
    """

    frame: pd.DataFrame
    caption: str
    heads: int = 1
    right: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": str(self)}

    @property
    def html(self) -> str:
        """The table as HTML, with a caption and headers scoped to their column or row."""
        columns = [{"label": label, "right": right} for label, right in self._columns()]
        return fill(
            "table.html.j2",
            caption=one_line(self.caption),
            columns=columns,
            rows=self._rows(),
            heads=self.heads,
            notes=[one_line(note, 1000) for note in self.notes],
        )

    def __str__(self) -> str:
        """The table as aligned plain text, safe to print."""
        from rich.cells import cell_len

        columns = self._columns()
        lines = [[label for label, _ in columns], *self._rows()]
        widths = [max(cell_len(line[i]) for line in lines) for i in range(len(columns))]

        def aligned(line: list[str]) -> str:
            cells = []
            for cell, width, (_, right) in zip(line, widths, columns, strict=True):
                space = " " * (width - cell_len(cell))
                cells.append(space + cell if right else cell + space)
            return "  ".join(cells).rstrip()

        head, *body = [aligned(line) for line in lines]
        rule = "─" * (sum(widths) + 2 * max(len(widths) - 1, 0))
        notes = [one_line(note, 1000) for note in self.notes]
        return "\n".join([one_line(self.caption), rule, head, rule, *(body or ["–"]), rule, *notes])

    def __rich__(self) -> RichTable:
        """The table for a `rich` console, which wraps it to the width of the terminal."""
        from rich import box
        from rich.table import Table as RichTable
        from rich.text import Text

        table = RichTable(
            title=Text(one_line(self.caption), style="bold"),
            caption=Text("\n".join(one_line(note, 1000) for note in self.notes)),
            title_justify="left",
            caption_justify="left",
            box=box.SIMPLE_HEAD,
        )
        for label, right in self._columns():
            # Figures must not be torn; their headers may take two lines instead.
            head = Text(label.replace(" ", "\n") if right else label)
            table.add_column(head, justify="right" if right else "left", no_wrap=right)
        for row in self._rows():
            table.add_row(*[Text(cell) for cell in row])
        return table

    def _columns(self) -> list[tuple[str, bool]]:
        from pandas.api.types import is_bool_dtype, is_numeric_dtype

        found = []
        for place, name in enumerate(self.frame.columns):
            kind = self.frame.dtypes.iloc[place]
            number = is_numeric_dtype(kind) and not is_bool_dtype(kind)
            right = number if self.right is None else name in self.right
            label = one_line(str(name))
            # A column's own name is lower case; a value in its place, such as a model, stays.
            found.append((label.capitalize() if label.isalpha() else label, bool(right)))
        return found

    def _rows(self) -> list[list[str]]:
        rows = self.frame.itertuples(index=False, name=None)
        return [[_cell(value) for value in row] for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return one_line(value)
    if value is None or repr(value) == "<NA>" or value != value:
        return NONE
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if hasattr(value, "is_integer") and not isinstance(value, int):
        whole = float(value).is_integer()
        return f"{float(value):,.0f}" if whole else f"{float(value):,.3g}"
    return f"{value:,}" if isinstance(value, int) else one_line(str(value))
