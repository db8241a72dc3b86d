from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "museion.governance"
    label = "governance"
