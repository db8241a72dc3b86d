"""What an account asks for beside address and password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from museion.core.models import Account


class NameForm(forms.Form):
    """Joined by allauth with its own fields; nothing but these can be set by whoever signs up."""

    display_name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("display_name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: Account) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.language = get_language() or ""
        user.save(update_fields=["display_name", "language"])
