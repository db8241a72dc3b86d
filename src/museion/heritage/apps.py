from django.apps import AppConfig


class HeritageConfig(AppConfig):
    name = "museion.heritage"
    label = "heritage"

    def ready(self) -> None:
        # Kinds, sources and importers name models, which exist only once Django has loaded them.
        from museion.core.chores import register_chore
        from museion.core.registration import register_room
        from museion.heritage.chores import CHORES
        from museion.heritage.harvesting import RECORD_SETS
        from museion.heritage.held import HELD_OBJECTS
        from museion.heritage.imports import IMPORTERS
        from museion.heritage.kinds import KINDS
        from museion.heritage.rights import RIGHTS
        from museion.heritage.search import SOURCES
        from museion.heritage.sheets import SHEET_RULES
        from museion.network.holdings import HOLDINGS
        from museion.search.documents import register_source

        register_room(kinds=KINDS, importers=IMPORTERS, record_sets=RECORD_SETS, sheet_rules=SHEET_RULES, rights=RIGHTS)
        HOLDINGS.append(HELD_OBJECTS)
        for source in SOURCES:
            register_source(source)
        for chore in CHORES:
            register_chore(chore)
