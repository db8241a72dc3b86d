from museion.search.models.saved import MailRhythm, SavedSearch, SearchAlert, WebhookDelivery

__all__ = ["MailRhythm", "SavedSearch", "SearchAlert", "WebhookDelivery"]
