from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "museion.website"
    label = "website"

    def ready(self) -> None:
        # The search page's questions are read with the fields of rooms, which exist only once Django has loaded them.
        from museion.heritage.asked import OBJECT_FINDERS
        from museion.website.asked_objects import find_keys

        OBJECT_FINDERS.append(find_keys)
