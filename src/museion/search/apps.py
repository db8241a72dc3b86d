from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "museion.search"
    label = "search"

    def ready(self) -> None:
        # Handlers, kinds and chores name models, which exist only once Django has loaded them.
        from museion.core.chores import register_chore
        from museion.core.outbox import Terms, register_handler
        from museion.core.registration import register_room
        from museion.search.actions import COMMIT_AT_MOST, TOPIC, index_announced
        from museion.search.actions.alerts import TOPIC as ALERTS
        from museion.search.actions.alerts import notice_announced
        from museion.search.chores import CHORES
        from museion.search.kinds import KINDS
        from museion.search.own_data import OWN_DATA
        from museion.search.rights import RIGHTS

        register_room(kinds=KINDS, rights=RIGHTS, own_data=OWN_DATA)
        register_handler(TOPIC, index_announced, Terms(batch=COMMIT_AT_MOST))
        # Nothing is promised to this topic by a write: only what could not be noticed on its way into the index.
        register_handler(ALERTS, notice_announced, Terms(kinds=frozenset()))
        for chore in CHORES:
            register_chore(chore)
