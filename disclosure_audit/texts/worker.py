"""A worker process: reads texts one after another, as it is told on its standard input.

It is started with its limits as JSON, says ``ready`` when its libraries are loaded, and then
answers each line (a path, as a JSON string) with a line of JSON and, if there is a text, its bytes.
Its parent watches the clock and replaces it (:mod:`disclosure_audit.texts.process`).
"""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from disclosure_audit.texts.extra import LIBRARIES, load
from disclosure_audit.texts.kinds import Document, Reader, sniff_kind
from disclosure_audit.texts.limits import TextLimits, limit_process, limit_processor_time
from disclosure_audit.texts.ofd import read_ofd
from disclosure_audit.texts.pdf import read_pdf
from disclosure_audit.texts.plain_text import read_plain_text
from disclosure_audit.texts.reasons import UnreadableError
from disclosure_audit.texts.web_page import read_web_page
from disclosure_audit.texts.word import read_word
from disclosure_audit.texts.workbook import read_workbook

READERS: dict[str, Reader] = {
    "text": read_plain_text,
    "html": read_web_page,
    "pdf": read_pdf,
    "docx": read_word,
    "workbook": read_workbook,
    "ofd": read_ofd,
}
"""One reader per kind of file."""
READY = b"ready\n"


def read_text(path: Path, limits: TextLimits) -> Document:
    """Return the text of one file, in this process.

    Raises:
        UnreadableError: with the reason; ``MemoryError`` counts as ``out_of_memory``.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableError("not_a_file")
        if about.st_size > limits.file_bytes:
            raise UnreadableError("too_large")
        return READERS[sniff_kind(path)](path, limits)
    except MemoryError as error:
        raise UnreadableError("out_of_memory") from error
    except FileNotFoundError as error:
        raise UnreadableError("missing") from error
    except PermissionError as error:
        raise UnreadableError("no_permission") from error
    except OSError as error:
        raise UnreadableError("disk_error") from error


def main() -> None:
    """Answer until the input ends."""
    # The keys that interrupt the parent reach every process of the terminal; it decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _private_output()
    limits = TextLimits(**json.loads(sys.argv[1]))
    for library in (*LIBRARIES, "selectolax.lexbor", "defusedxml.sax"):
        load(library)
    limit_process(limits)
    answers.write(READY)
    answers.flush()
    for line in sys.stdin.buffer:
        limit_processor_time(limits.seconds)
        _answer(Path(json.loads(line)), limits, answers)


def _answer(path: Path, limits: TextLimits, answers: BinaryIO) -> None:
    data, reply = b"", {"status": "unreadable", "reason": "damaged", "size": 0, "chars": 0}
    try:
        document = read_text(path, limits)
        data = document.text.encode("utf-8", "replace")
        reply |= {"status": "read", "reason": document.reason}
        reply |= {"size": len(data), "chars": len(document.text)}
    except UnreadableError as error:
        reply["reason"] = error.reason
    except MemoryError:
        data, reply["reason"] = b"", "out_of_memory"
    except Exception:  # what no reader foresaw is the file's fault, and one row's loss
        reply["reason"] = "damaged"
    answers.write(json.dumps(reply).encode() + b"\n")
    answers.write(data)
    answers.flush()


def _private_output() -> BinaryIO:
    """Return the standard output for the answers alone: a library may print to it, too."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main()
