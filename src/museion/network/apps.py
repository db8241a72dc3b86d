from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "museion.network"
    label = "network"

    def ready(self) -> None:
        # Kinds, sources and importers name models, which exist only once Django has loaded them.
        from museion.core.access.hierarchy import register_hierarchy
        from museion.core.chores import register_chore
        from museion.core.outbox import Terms, register_handler
        from museion.core.registration import register_room
        from museion.network.actions.doubles import TOPIC, handle
        from museion.network.branches import TOPIC as BRANCHES
        from museion.network.branches import handle as follow_branches
        from museion.network.chores import CHORES
        from museion.network.harvesting import RECORD_SETS
        from museion.network.hierarchy import NetworkHierarchy
        from museion.network.imports import IMPORTERS
        from museion.network.kinds import KINDS
        from museion.network.navigation import LINKS
        from museion.network.rights import RIGHTS
        from museion.network.search import SOURCES
        from museion.network.sheets import SHEET_RULES
        from museion.search.documents import register_source

        register_room(
            kinds=KINDS,
            importers=IMPORTERS,
            record_sets=RECORD_SETS,
            links=LINKS,
            sheet_rules=SHEET_RULES,
            rights=RIGHTS,
        )
        # Asked for by name alone: no write is handed over by itself.
        register_handler(TOPIC, handle, Terms(kinds=frozenset(), batch=1))
        register_handler(BRANCHES, follow_branches, Terms(kinds=frozenset({"body"})))
        register_hierarchy(NetworkHierarchy())
        for source in SOURCES:
            register_source(source)
        for chore in CHORES:
            register_chore(chore)
