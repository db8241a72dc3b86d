from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "museion.vocabulary"
    label = "vocabulary"

    def ready(self) -> None:
        # Kinds, sources and importers name models, which exist only once Django has loaded them.
        from django.utils.translation import gettext_lazy as _

        from museion.core.navigation import Link, register_links
        from museion.core.registration import register_room
        from museion.search.documents import register_source
        from museion.search.expansion import register_expander
        from museion.vocabulary.bridge import find_meanings
        from museion.vocabulary.harvesting import RECORD_SETS
        from museion.vocabulary.imports import IMPORTERS
        from museion.vocabulary.kinds import KINDS
        from museion.vocabulary.search import SOURCES
        from museion.vocabulary.sheets import SHEET_RULES

        register_room(kinds=KINDS, importers=IMPORTERS, record_sets=RECORD_SETS, sheet_rules=SHEET_RULES)
        for source in SOURCES:
            register_source(source)
        register_expander(find_meanings)
        register_links("find", Link("/thesauri", _("thesauri")))
