"""Captions: every form has its fixture, strict leaves what is only likely, and real figures labelled by hand.

`data/captions.tsv` has a row for each labelled figure of the corpus: digests of the file, of the
picture's URL as the source has it, and of the caption's letters and digits ("" where a reader sees
no caption), and whether the markup states the caption or only its shape shows it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsfix import Options, convert
from newsfix.model.article import Article
from newsfix.read.html.captions import FORMS, is_likely, plain
from newsfix.read.walk import figures
from newsfix.run.finding import find
from tests.conftest import FIXTURES, ROOT
from tests.test_fixtures import options_of, source_of

# What states the caption, the label, the place, and the captions that newsfix gives, each with its form.
Label = tuple[str, str, str, set[tuple[str, str]]]
DATA = Path(__file__).parent / "data" / "captions.tsv"
# The forms that are no paragraph of their own.
OTHERS = {"figcaption", "figure-text", "emphasis-line", "caption-shortcode", "hugo-figure", "liquid-figure"}
SHAPES = {"emphasis-paragraph", "centred-paragraph", "picture-box"}
NAMES = {form.name for form in FORMS} | OTHERS | SHAPES | {"aria-describedby"}


def forms(article: Article) -> set[str]:
    return {figure.caption_from for figure in figures(article.blocks) if figure.caption_from}


def test_every_form_has_a_fixture_of_its_own() -> None:
    for name in NAMES:
        text = (FIXTURES / f"caption--{name}" / "expected.json").read_text("utf-8")
        assert f'"caption_from": "{name}"' in text, name


def test_the_readme_names_every_form() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in NAMES)


def test_no_form_without_a_name() -> None:
    found = set()
    for path in FIXTURES.glob("*/expected.json"):
        found |= {block.get("caption_from") for block in json.loads(path.read_text("utf-8"))["blocks"]}
    assert found <= NAMES | {None}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_strict_leaves_what_is_only_likely(name: str) -> None:
    folder = FIXTURES / f"caption--{name}"
    data, options = source_of(folder).read_bytes(), options_of(folder)
    assert name in forms(convert(data, options).article)
    strict = convert(data, replace(options, captions="strict"))
    assert (name in forms(strict.article)) is not is_likely(name)
    assert not any(map(is_likely, forms(strict.article)))
    assert "CP001" not in {problem.code for problem in strict.problems}


# ------------------------------------------------------------------------- figures labelled by hand


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.fixture(scope="module")
def labels(corpus: Path) -> list[Label]:
    """The labels beside what newsfix gives; a picture that it does not give fails."""
    rows = defaultdict(list)
    for line in DATA.read_text("ascii").splitlines()[1:]:
        name, picture, caption, stated = line.split("\t")
        rows[name].append((picture, caption, stated))
    found = []
    for path in (Path(each.path) for each in find(str(corpus)) if each.article):
        data = path.read_bytes()
        labelled = rows.pop(sha256(data).hexdigest()[:12], ())
        article = convert(data, Options(), path.name).article if labelled else Article()
        urls = {digest(url): picture.url for picture in article.images for url in (picture.url, *picture.variants)}
        for picture, caption, stated in labelled:
            assert picture in urls, f"{path.name}: picture {picture} is lost"
            shown = {
                (digest(letters(plain(figure.caption))), figure.caption_from or "")
                for figure in figures(article.blocks)
                if figure.caption and any(image.url == urls[picture] for image in figure.images)
            }
            found.append((stated, caption, f"{path.name}: {urls[picture]}", shown))
    assert not rows, "the corpus is not the one that was labelled"
    return found


@pytest.mark.parametrize(("stated", "least"), [("markup", 0.99), ("shape", 0.95)])
def test_recall(labels: list[Label], stated: str, least: float) -> None:
    wanted = [(caption, place, shown) for kind, caption, place, shown in labels if kind == stated]
    missed = [place for caption, place, shown in wanted if caption not in {text for text, _ in shown}]
    assert len(wanted) > 20
    assert len(missed) <= (1 - least) * len(wanted), missed


@pytest.mark.parametrize(("stated", "least"), [("markup", 0.99), ("shape", 0.95)])
def test_precision(labels: list[Label], stated: str, least: float) -> None:
    """Of what newsfix gives as a caption, by what stated it or, where there is none, by newsfix's own form."""
    given = [
        (caption, place, shown)
        for kind, caption, place, shown in labels
        for shown, form in shown
        if shown
        and (kind if caption else "shape" if is_likely(form) or form == "emphasis-line" else "markup") == stated
    ]
    wrong = [place for caption, place, shown in given if shown != caption]
    assert len(labels) >= 300
    assert len(wrong) <= (1 - least) * len(given), wrong


def _stated(form: str) -> str:
    """What states a caption of newsfix's where the label has none."""
    return "shape" if is_likely(form) or form == "emphasis-line" else "markup"
