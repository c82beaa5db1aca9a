"""Parts of addresses that name something: what no name can hold is no address at all."""

from django.urls.converters import StringConverter


class NameConverter(StringConverter):
    """Text without control characters, which databases refuse or cut off."""

    regex = r"[^/\x00-\x1f\x7f]+"
