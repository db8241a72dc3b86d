"""What the pages of objects and elements need beside the common tags."""

from django import template

from museion.heritage.terms import name_maker

register = template.Library()
register.filter("maker_name", name_maker)
