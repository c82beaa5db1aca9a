"""The masker: finds stretches, and puts what they were in their place.

It suggests; before something is published a person confirms. Patterns are matched on the text with
width, case and script folded character by character, so places in it are places in the text. Time
grows linearly with the text: no pattern has an unbounded part.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.text_routing.masking.addresses import find_addresses
from linli.engines.text_routing.masking.kinds import Kind, Span
from linli.engines.text_routing.masking.names import find_names
from linli.engines.text_routing.masking.numbers import find_numbers
from linli.engines.text_routing.normalisation import codes_of, fold_codes, text_of


@dataclass(frozen=True)
class Masked:
    """The text with ``[姓名]``, ``[电话]``, … in place of the spans of the original."""

    text: str
    spans: tuple[Span, ...]


def mask_text(text: str, *, kinds: Iterable[Kind] = tuple(Kind), labelled: bool = True) -> Masked:
    """The text with everything of these kinds hidden; a blank stands for it if not labelled."""
    wanted = set(kinds)
    spans = tuple(span for span in find_spans(text) if span.kind in wanted)
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], f"[{span.kind.value}]" if labelled else " "]
        end = span.end
    return Masked("".join([*parts, text[end:]]), spans)


def find_spans(text: str) -> list[Span]:
    """What would be hidden, in order, without overlaps; numbers go before names."""
    folded = text_of(fold_codes(codes_of(text)))
    taken: list[Span] = []
    for finder in (find_numbers, find_addresses, find_names):
        taken = _merge(taken, finder(folded))
    return taken


def _merge(taken: list[Span], found: Iterable[Span]) -> list[Span]:
    """Both in order; of overlapping ones the first taken stays, else the earlier and longer."""
    used = bytearray(max((span.end for span in taken), default=0))
    for span in taken:
        used[span.start : span.end] = b"\1" * (span.end - span.start)
    free = [span for span in found if not any(used[span.start : span.end])]
    result, end = [], 0
    for span in sorted(free, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            result.append(span)
            end = span.end
    return sorted([*taken, *result])
