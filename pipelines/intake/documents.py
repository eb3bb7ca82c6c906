"""One raw file to one parsed document, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.intake.raw_folder import RawFile, Refusal, read_raw
from pipelines.model import ParsedDocument, Quarantine

Parse = Callable[[bytes], ParsedDocument]


@dataclass(frozen=True, slots=True)
class SourcedDocument:
    """A parsed document and where its raw bytes lie; its text is dropped, for no table needs it."""

    source_uri: str
    document: ParsedDocument


def project_parse() -> Parse:
    """Gives the project's `parse`; imported on demand, for listing a folder does not need it."""
    from pipelines.parsing import parse

    return parse


def read_document(file: RawFile, parse: Parse) -> SourcedDocument | Refusal:
    """Gives what `parse` says of a file; never raises.

    `parse` is total by contract. Should it fail all the same, this one file is refused as `parser_error` (or
    `parser_limit` when it ran out of memory or stack), and every other document is still built.
    """
    try:
        raw = read_raw(file.path)
    except OSError as error:
        reason = error.strerror or str(error)
        return _refuse(file, "unreadable_file", f"无法打开或读取（{reason}）。请检查权限和磁盘后重新运行。")
    try:
        document = parse(raw)
    except (MemoryError, RecursionError) as error:
        return _refuse(file, "parser_limit", f"解析超出内存或嵌套上限（{type(error).__name__}）。请检查文件是否异常。")
    except Exception as error:  # noqa: BLE001 - the guard of the build: any defect stays with its document
        return _refuse(file, "parser_error", f"解析程序出错（{type(error).__name__}: {error}）。请报告此文件。")
    if document.sha256 != file.sha256:
        return _refuse(file, "unreadable_file", "文件在读取期间发生变化。下次运行时会重新读取。")
    if document.quarantine is not None:
        return Refusal(file.source_uri, document.quarantine, document.size_bytes, document.sha256)
    return SourcedDocument(file.source_uri, replace(document, text=""))


def _refuse(file: RawFile, code: str, message: str) -> Refusal:
    return Refusal(file.source_uri, Quarantine(code, message[:500]), file.size_bytes, file.sha256)
