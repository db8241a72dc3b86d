"""Labels by language, in standard tags; what carries a tag that is none is told and left out."""

from collections.abc import Iterable

from museion.core.languages import UNDETERMINED, InvalidLanguageError, read_tag


def sort_labels(labels: Iterable[tuple[str, str]], unread: list[str]) -> dict[str, list[str]]:
    """Pairs of tag (empty: nobody said) and text. `unread` gets what stands under no language tag."""
    found: dict[str, list[str]] = {}
    for tag, text in labels:
        clean = " ".join(text.split())
        if not clean:
            continue
        try:
            standard = read_tag(tag) if tag else UNDETERMINED
        except InvalidLanguageError:
            unread.append(f"{clean}@{tag}")
            continue
        if clean not in found.setdefault(standard, []):
            found[standard].append(clean)
    return found
