"""Every rule fires where its own example says so, and not on what comes close."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsfix import check
from newsfix.model.origin import Origin
from newsfix.rules import ALWAYS, DEFAULT, RULES, Rule, codes_of, selection
from newsfix.run import settings
from newsfix.run.worker import options_at

IN_A_FILE = [rule for rule in RULES if rule.near]
# When the examples were last changed: 2022-01-01.
ORIGIN = Origin("example.md", modified=1_640_995_200)


SCHEMA = {"properties": {"tags": {"type": "array"}}}


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("article.schema.json").write_text(json.dumps(SCHEMA))


def fired(rule: Rule, data: str | bytes) -> set[str]:
    options = options_at(settings.checked(settings.parsed(rule.config)), None)
    return {problem.code for problem in check(data, replace(options, rules=(*options.rules, rule.code)), ORIGIN)}


@pytest.mark.parametrize("rule", IN_A_FILE, ids=lambda rule: rule.code)
def test_the_example_fires(rule: Rule) -> None:
    assert rule.code in fired(rule, rule.example)


@pytest.mark.parametrize("rule", IN_A_FILE, ids=lambda rule: rule.code)
def test_what_comes_close_does_not(rule: Rule) -> None:
    assert rule.code not in fired(rule, rule.near)


@pytest.mark.parametrize("rule", IN_A_FILE, ids=lambda rule: rule.code)
def test_what_is_off_by_default_stays_silent(rule: Rule) -> None:
    if not rule.default:
        assert rule.code not in {problem.code for problem in check(rule.example)}


def test_the_others_are_about_files_and_about_newsfix() -> None:
    others = {rule.code for rule in RULES} - {rule.code for rule in IN_A_FILE}
    assert others == {"BD010", "BD011", "IM009", "IO001", "IO002", "IO003", "IO004", "IO005", "MD001"}


def test_codes_and_names_are_told_apart() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert rule.summary.endswith(".")
        assert rule.why.endswith(".")


def test_words_for_rules() -> None:
    assert codes_of("DT003") == codes_of("dt003") == codes_of("date-ambiguous") == ("DT003",)
    assert set(codes_of("CP")) == {"CP001", "CP002"}
    assert codes_of("") == codes_of("ambiguous") == ()


def test_selection() -> None:
    assert selection() == DEFAULT
    assert set(selection(ignore=["DT002"])) == set(DEFAULT) - {"DT002"}
    assert set(selection(["IM007", "DT001"], ignore=["DT001"])) == {"IM007", *ALWAYS}
    assert set(selection(extend=["IM007"])) == {*DEFAULT, "IM007"}
