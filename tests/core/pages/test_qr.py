"""What a camera reads from a code is exactly the text that went in."""

import re

import numpy as np
import pytest
import zxingcpp

from linli.core.pages.qr import MOST_BYTES, draw_qr

BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")
LONG = "https://linli.example/log/check#proof=" + "aZ9+/=%0A" * 220


def read_code(svg: str) -> str:
    """What a reader that shares no line with the writer sees at three pixels a module."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    page = np.full((side, side), 255, np.uint8)
    for start, y, length in BAR.findall(svg):
        page[int(y), int(start) : int(start) + int(length)] = 0
    found = zxingcpp.read_barcodes(np.kron(page, np.ones((3, 3), np.uint8)))
    return found[0].text


@pytest.mark.parametrize("text", ["x", "https://邻里.example/报事?a=1&b=<2>", LONG])
def test_code_reads_as_the_text(text):
    assert read_code(draw_qr(text, label="Code")) == text


def test_label_names_the_image_and_is_escaped():
    head = '<svg class="qr" role="img" aria-label="&lt;b&gt;" viewBox="0 0 29 29" '
    assert draw_qr("x", label="<b>").startswith(head)


def test_text_that_does_not_fit_is_refused():
    assert read_code(draw_qr("x" * MOST_BYTES, label="Code")) == "x" * MOST_BYTES
    with pytest.raises(ValueError, match="a QR code holds 2953 bytes, not 2954"):
        draw_qr("x" * (MOST_BYTES + 1), label="Code")
