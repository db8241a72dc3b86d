from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "museion.screening"
    label = "screening"

    def ready(self) -> None:
        # Importers, sources and the registers name models, which exist only once Django has loaded them.
        from museion.core.access.catalogue import register_deeds
        from museion.core.outbox import Terms, register_handler
        from museion.core.registration import register_room
        from museion.heritage.lost import LOSS_MAKERS
        from museion.heritage.rules import COUNTRY_RULES
        from museion.screening.actions import case_mails, catalogue_runs, catalogues, watching
        from museion.screening.actions.lost_objects import create_loss_of_object
        from museion.screening.harvesting import RECORD_SETS
        from museion.screening.imports import IMPORTERS
        from museion.screening.kinds import KINDS
        from museion.screening.navigation import LINKS
        from museion.screening.queries.country_rules import list_country_rules
        from museion.screening.registers import keeping
        from museion.screening.rights import DEEDS, RIGHTS
        from museion.screening.runs import seen
        from museion.screening.search import SOURCES
        from museion.screening.sheets import SHEET_RULES
        from museion.search.documents import register_source

        register_room(
            kinds=KINDS,
            importers=IMPORTERS,
            record_sets=RECORD_SETS,
            links=LINKS,
            sheet_rules=SHEET_RULES,
            rights=RIGHTS,
        )
        register_deeds(DEEDS)
        for source in SOURCES:
            register_source(source)
        LOSS_MAKERS.append(create_loss_of_object)
        COUNTRY_RULES.append(list_country_rules)
        losses, kinds = frozenset({"loss"}), frozenset({"red_list_type", "looted_site"})
        register_handler(keeping.TEXTS, keeping.keep_texts, Terms(losses))
        register_handler(keeping.PHOTOS, keeping.keep_photos, Terms(losses, batch=keeping.PHOTO_BATCH))
        register_handler(seen.TOPIC, seen.keep_seen, Terms(frozenset({seen.LOT, seen.RUN}), batch=64))
        register_handler(watching.LOSSES, watching.ask_again, Terms(losses, batch=64))
        register_handler(watching.KINDS, watching.screen_for_kinds, Terms(kinds, is_shared=True))
        mails = frozenset({case_mails.ASKED, case_mails.REFERRED})
        register_handler(
            case_mails.TOPIC, case_mails.send_announced, Terms(mails, batch=case_mails.BATCH, is_shared=True)
        )
        works = Terms(frozenset({catalogues.WORK}), batch=1, is_shared=True)
        register_handler(catalogues.TOPIC, catalogue_runs.screen_announced, works)
