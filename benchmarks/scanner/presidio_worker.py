"""Presidio at work, in the peers' environment: spans in texts, and how long titles take.

``python -m benchmarks.scanner.presidio_worker JOB.json RESULT.json``. A job holds ``texts`` (lists of
texts whose identifiers are wanted), ``titles``, ``terms`` (lists of terms, one measurement each) and
``seconds`` (the longest time for one measurement).
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from pathlib import Path
from typing import Any

import spacy  # type: ignore[import-not-found]  # lives in the peers' environment
from presidio_analyzer import (  # type: ignore[import-not-found]  # the same
    AnalyzerEngine,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
)
from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]  # the same
from presidio_analyzer.predefined_recognizers import (  # type: ignore[import-not-found]  # the same
    CreditCardRecognizer,
    PhoneRecognizer,
)

_LANGUAGE = "zh"
_KINDS = {"PHONE_NUMBER": "mobile", "CREDIT_CARD": "bank_card", "CN_RESIDENT_ID": "resident_id"}
_RESIDENT_ID = r"(?<!\d)\d{17}[\dXx](?!\d)"


class _Blank(SpacyNlpEngine):  # type: ignore[misc]  # its class is unknown here
    """spaCy's tokeniser for Chinese without a trained model, which would have to be fetched."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": _LANGUAGE, "model_name": "blank"}])
        self.nlp = {_LANGUAGE: spacy.blank(_LANGUAGE)}


def make_analyzer(terms: list[str]) -> Any:
    """Return an analyser with the recognisers for cards and telephones, and two of patterns.

    It knows no Chinese resident ID, so one is written; the terms are a pattern too, because a deny
    list asks for a character that is no letter on both sides and so finds nothing amid Chinese.
    """
    registry = RecognizerRegistry(supported_languages=[_LANGUAGE])
    registry.add_recognizer(CreditCardRecognizer(supported_language=_LANGUAGE))
    registry.add_recognizer(
        PhoneRecognizer(supported_language=_LANGUAGE, supported_regions=("CN",))
    )
    patterns = {"CN_RESIDENT_ID": _RESIDENT_ID}
    if terms:
        patterns["TERM"] = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    for name, pattern in patterns.items():
        registry.add_recognizer(
            PatternRecognizer(
                supported_entity=name,
                patterns=[Pattern(name, pattern, 0.5)],
                supported_language=_LANGUAGE,
            )
        )
    return AnalyzerEngine(nlp_engine=_Blank(), registry=registry, supported_languages=[_LANGUAGE])


def main(job_file: Path, result_file: Path) -> None:
    """Do the job and write ``spans`` (per list of texts) and ``speeds`` (per list of terms)."""
    logging.disable(logging.CRITICAL)
    job = json.loads(job_file.read_text(encoding="utf-8"))
    analyzer = make_analyzer([])
    spans = [
        [
            (row, found.start, found.end, _KINDS[found.entity_type], text[found.start : found.end])
            for row, text in enumerate(texts)
            for found in analyzer.analyze(text, language=_LANGUAGE)
        ]
        for texts in job["texts"]
    ]
    speeds = [_time(job["titles"], terms, job["seconds"]) for terms in job["terms"]]
    result_file.write_text(json.dumps({"spans": spans, "speeds": speeds}), encoding="utf-8")


def _time(titles: list[str], terms: list[str], seconds: float) -> dict[str, Any]:
    analyzer = make_analyzer(terms)
    analyzer.analyze(titles[0], language=_LANGUAGE)  # it compiles its patterns at the first text
    done = hits = 0
    start = time.perf_counter()
    for title in titles:
        hits += bool(analyzer.analyze(title, language=_LANGUAGE))
        done += 1
        if time.perf_counter() - start > seconds:
            break
    return {"titles": done, "hits": hits, "seconds": time.perf_counter() - start}


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:3]))
