from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "museion.response"
    label = "response"

    def ready(self) -> None:
        # Kinds, sources and chores name models, which exist only once Django has loaded them.
        from museion.core.chores import register_chore
        from museion.core.registration import register_room
        from museion.response.chores import CHORES
        from museion.response.kinds import KINDS
        from museion.response.navigation import LINKS
        from museion.response.own_data import OWN_DATA
        from museion.response.rights import RIGHTS
        from museion.response.search import SOURCES
        from museion.response.sheets import SHEET_RULES
        from museion.search.documents import register_source

        register_room(kinds=KINDS, links=LINKS, sheet_rules=SHEET_RULES, rights=RIGHTS, own_data=OWN_DATA)
        for source in SOURCES:
            register_source(source)
        for chore in CHORES:
            register_chore(chore)
