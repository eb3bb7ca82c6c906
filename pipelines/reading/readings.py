"""Readings that mirrors of web pages print behind characters: 服務(wù)中心.

They are no part of the document, like a byte order mark; offsets are those of the text without them.
"""

from __future__ import annotations

import re

#: A syllable with its tone in brackets behind an ideograph; (km) and (a) have none.
_READING = re.compile(r"\((?<=[\u4e00-\u9fff]\()[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ][a-z]{0,3}\)")
#: A text with fewer has them for its readers (a name that is hard to read).
_FEWEST = 6


def without_readings(text: str) -> str:
    """The text without readings, where a mirror has annotated the whole of it.

    >>> without_readings("政務(wù)服務(wù)中心" * 10)[:12]
    '政務服務中心政務服務中心'
    >>> without_readings("洨(xiáo)河治理，全长12千米(km)")
    '洨(xiáo)河治理，全长12千米(km)'
    """
    plain, count = _READING.subn("", text)
    return plain if count >= _FEWEST else text
