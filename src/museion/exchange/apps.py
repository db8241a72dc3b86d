from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "museion.exchange"
    label = "exchange"

    def ready(self) -> None:
        # Kinds, sources and chores name models, which exist only once Django has loaded them.
        from museion.core.chores import register_chore
        from museion.core.harvesting import QUERY_SET_KEEPERS
        from museion.core.registration import register_room
        from museion.exchange.actions.saved_sets import keep_query_set
        from museion.exchange.chores import CHORES
        from museion.exchange.kinds import KINDS
        from museion.exchange.navigation import LINKS
        from museion.exchange.rights import RIGHTS
        from museion.exchange.search import SOURCES
        from museion.exchange.sheet_rules import SHEET_RULES
        from museion.search.documents import register_source

        register_room(kinds=KINDS, links=LINKS, sheet_rules=SHEET_RULES, rights=RIGHTS)
        if keep_query_set not in QUERY_SET_KEEPERS:
            QUERY_SET_KEEPERS.append(keep_query_set)
        for source in SOURCES:
            register_source(source)
        for chore in CHORES:
            register_chore(chore)
