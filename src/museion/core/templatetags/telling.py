"""`{{ row.told|tell }}`: a reason in the reader's language."""

from django import template

from museion.core.telling import tell_html

register = template.Library()
register.filter("tell", tell_html)
