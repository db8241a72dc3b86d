"""How a room registers when Django starts: plain tuples, each read by one part of core or by a door."""

from collections.abc import Iterable, Mapping

from museion.core.access.catalogue import Action, register_actions
from museion.core.harvesting import RecordSet, register_record_set
from museion.core.imports.registry import Importer, register_importer
from museion.core.kinds import Kind, register_kind
from museion.core.navigation import Link, register_links
from museion.core.own_account import OwnData, register_own_data
from museion.core.round_trips import SheetRule, register_sheet_rule


def register_room(
    *,
    kinds: Iterable[Kind] = (),
    importers: Iterable[Importer] = (),
    record_sets: Iterable[RecordSet] = (),
    sheet_rules: Iterable[SheetRule] = (),
    links: Mapping[str, Iterable[Link]] | None = None,
    rights: Iterable[Action] = (),
    own_data: Iterable[OwnData] = (),
) -> None:
    """`links`: the room's pages, by the menu that they stand in. `rights`: what may be asked for beside the kinds' own.
    `own_data`: what the room keeps about the owner of an account."""
    for kind in kinds:
        register_kind(kind)
    register_actions(rights)
    for importer in importers:
        register_importer(importer)
    for record_set in record_sets:
        register_record_set(record_set)
    for part in own_data:
        register_own_data(part)
    for rule in sheet_rules:
        register_sheet_rule(rule)
    for menu, held in (links or {}).items():
        register_links(menu, *held)
