from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "museion.governance"
    label = "governance"

    def ready(self) -> None:
        # Kinds and sources name models, which exist only once Django has loaded them.
        from museion.core.registration import register_room
        from museion.governance.actions.resolutions import keep_resolution
        from museion.governance.kinds import KINDS
        from museion.governance.navigation import LINKS
        from museion.governance.own_data import OWN_DATA
        from museion.governance.rights import RIGHTS
        from museion.governance.search import SOURCES
        from museion.governance.sheets import SHEET_RULES
        from museion.network.resolutions import RESOLUTION_TAKERS
        from museion.search.documents import register_source

        register_room(kinds=KINDS, links=LINKS, sheet_rules=SHEET_RULES, rights=RIGHTS, own_data=OWN_DATA)
        for source in SOURCES:
            register_source(source)
        if keep_resolution not in RESOLUTION_TAKERS:
            RESOLUTION_TAKERS.append(keep_resolution)
