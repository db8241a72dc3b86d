from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "museion.library"
    label = "library"

    def ready(self) -> None:
        # Kinds, sources and chores name models, which exist only once Django has loaded them.
        from museion.core.beside import BESIDE_FINDERS, TOPIC_FINDERS
        from museion.core.chores import register_chore
        from museion.core.harvesting import register_metadata_format
        from museion.core.registration import register_room
        from museion.heritage.laws import LAW_FINDERS
        from museion.heritage.rules import COUNTRY_RULES
        from museion.library.actions.proceedings import keep_proceeding
        from museion.library.chores import CHORES
        from museion.library.harvesting import METADATA_FORMATS, RECORD_SETS
        from museion.library.imports import IMPORTERS
        from museion.library.kinds import KINDS
        from museion.library.navigation import LINKS
        from museion.library.own_data import OWN_DATA
        from museion.library.queries.laws import find_laws, list_custody_rules
        from museion.library.queries.linked import find_publications, find_publications_on
        from museion.library.rights import RIGHTS
        from museion.library.search import SOURCES
        from museion.library.sheets import SHEET_RULES
        from museion.network.proceedings import PROCEEDING_TAKERS
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
        for source in SOURCES:
            register_source(source)
        for chore in CHORES:
            register_chore(chore)
        for form in METADATA_FORMATS:
            register_metadata_format(form)
        LAW_FINDERS.append(find_laws)
        COUNTRY_RULES.append(list_custody_rules)
        if find_publications not in BESIDE_FINDERS:
            BESIDE_FINDERS.append(find_publications)
            TOPIC_FINDERS.append(find_publications_on)
        if keep_proceeding not in PROCEEDING_TAKERS:
            PROCEEDING_TAKERS.append(keep_proceeding)
