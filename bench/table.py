"""Plain tables in Markdown, so that a run can be pasted into a note."""

from collections.abc import Sequence


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [[_write(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in [list(headings), *cells]) for place in range(len(headings))]
    _print_row(headings, widths)
    print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    for row in cells:
        _print_row(row, widths)
    print(flush=True)


def _print_row(cells: Sequence[str], widths: Sequence[int]) -> None:
    print("| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |")


def _write(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 100 else f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
