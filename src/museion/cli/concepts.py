"""`museion concepts`: thesauri out, and together."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from museion.cli.commands import add_group
from museion.cli.console import err, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import PUBLIC_VIEWER, make_operator
from museion.vocabulary.actions import match_concepts
from museion.vocabulary.formats.skos_writing import FORMATS, write_skos
from museion.vocabulary.linked import iterate_scheme
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.queries import find_matches


def register(app: typer.Typer) -> None:
    add_group(app, "concepts", {"write": write, "match": match})


def write(
    scheme: Annotated[str, typer.Argument(help="The short name of the thesaurus, as its page shows it.")],
    file: Annotated[Path, typer.Argument(help="Where to write: .ttl, .rdf or .jsonld says in which form.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document: what was written.")] = False,
) -> None:
    """Write the public concepts of a thesaurus to a file."""
    suffix = file.suffix.removeprefix(".")
    if suffix not in FORMATS:
        refuse(f"{file.name}: the name must end in {', '.join(f'.{name}' for name in FORMATS)}.")
    prepare_home()
    held = _find_scheme(scheme)
    with file.open("wb") as target:
        write_skos(iterate_scheme(held, PUBLIC_VIEWER), suffix, target)
    count = held.concepts.current().visible_to(PUBLIC_VIEWER).count()
    if as_json:
        print_json({"scheme": scheme, "concepts": count, "file": str(file)})
    else:
        err.print(f"{count} concepts", highlight=False)


def match(
    one: Annotated[str, typer.Argument(help="The short name of a thesaurus.")],
    other: Annotated[str, typer.Argument(help="The short name of another.")],
    *,
    keep: Annotated[bool, typer.Option("--write", help="State the matches; without it they are only listed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Merge two thesauri where labels agree in two languages or more: each pair becomes one concept (exactMatch)."""
    prepare_home()
    schemes = [_find_scheme(slug) for slug in (one, other)]
    found = find_matches(*schemes)
    concepts = Concept.objects.select_related("scheme").in_bulk({number for c in found for number in (c.one, c.other)})
    pairs = [(concepts[candidate.one], concepts[candidate.other]) for candidate in found]
    if keep:
        match_concepts(pairs, actor=make_operator(via="cli"), at=timezone.now(), reason=f"{one} and {other} agree")
    if as_json:
        rows = [{"one": a.key, "other": b.key, "labels": [str(a), str(b)]} for a, b in pairs]
        print_json({"pairs": len(pairs), "written": keep, "matches": rows})
        return
    for a, b in pairs:
        out.print(f"{a.key} {a} = {b.key} {b}", markup=False, highlight=False)
    err.print(f"{len(pairs)} pairs {'stated' if keep else 'found; --write states them'}", highlight=False)


def _find_scheme(slug: str) -> Scheme:
    held = Scheme.objects.current().visible_to(PUBLIC_VIEWER).filter(slug=slug).first()
    if held is None:
        known = ", ".join(Scheme.objects.current().order_by("slug").values_list("slug", flat=True))
        refuse(f"There is no thesaurus {slug!r}; there are {known or 'none'}.")
    return held
