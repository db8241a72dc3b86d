"""Meetings of every kind: calendar, registration, programme, attendance, certificates."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "museion.events"
    label = "events"

    def ready(self) -> None:
        # Kinds, sources, importers and chores name models, which exist only once Django has loaded them.
        from museion.core.chores import register_chore
        from museion.core.registration import register_room
        from museion.events.chores import CHORES
        from museion.events.found.events import list_events_of_bodies
        from museion.events.harvesting import RECORD_SETS
        from museion.events.imports import IMPORTERS
        from museion.events.kinds import KINDS
        from museion.events.navigation import LINKS
        from museion.events.own_data import OWN_DATA
        from museion.events.rights import RIGHTS
        from museion.events.search import SOURCES
        from museion.events.sheets import SHEET_RULES
        from museion.network.branches import register_holder
        from museion.search.documents import register_source

        register_room(
            kinds=KINDS,
            importers=IMPORTERS,
            record_sets=RECORD_SETS,
            links=LINKS,
            sheet_rules=SHEET_RULES,
            rights=RIGHTS,
            own_data=OWN_DATA,
        )
        register_holder("event", list_events_of_bodies)
        for source in SOURCES:
            register_source(source)
        for chore in CHORES:
            register_chore(chore)
