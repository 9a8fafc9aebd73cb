"""Words of the mirror's pages."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def iso_day(written: str | None) -> str:
    """'2025-01-31' as people write a day; '' for nothing."""
    return date_format(date.fromisoformat(written), "j F Y") if written else ""
