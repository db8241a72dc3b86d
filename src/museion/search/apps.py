from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "museion.search"
    label = "search"

    def ready(self) -> None:
        # The handler names models, which exist only once Django has loaded them.
        from museion.core.outbox import Terms, register_handler
        from museion.search.actions import COMMIT_AT_MOST, TOPIC, index_announced

        register_handler(TOPIC, index_announced, Terms(batch=COMMIT_AT_MOST))
