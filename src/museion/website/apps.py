from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "museion.website"
    label = "website"
