"""The page in a real browser: it is searched, filtered, read with the keyboard, and loads and runs nothing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfix.model.problem import Problem
from newsfix.run.outcomes import Outcome
from newsfix.run.reports.page import PageReport as Report
from newsfix.run.reports.views import view
from newsfix.run.summary import Summary
from tests.conftest import newsfix

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Locator, Page  # noqa: E402

PATIENCE = 30_000
"""Milliseconds, for a machine with much to do."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FULL_DATE = "Wed, 15 Dec 2021 09:06:35 GMT"
HOSTILE = "<script>window.ran = 1</script><img src=https://a.example/x onerror='window.ran = 1'></script>"
HOSTILE_NAME = "hostile<script>window.ran=1<&script>.html"
HOSTILE_TITLE = HOSTILE.replace("'", "")
SOURCES = {
    "clean.html": "---\ntitle: Quay\ndate: 2021-12-15\n---\n<p>Text.</p>\n",
    "date.html": f"---\ntitle: Quay\ndate: {FULL_DATE}\n---\n<p>Some text.</p>\n",
    "picture.html": "---\ntitle: Pier\ndate: 2021-12-15\n---\n"
    + "<p>More text.</p>\n" * 500
    + "<p>😀<img src='a.jpg'></p>\n",
    "港口.html": "---\ntitle: 港口\n---\n<p>港口的早晨。</p>\n",
    "ميناء.html": "---\ntitle: ميناء\n---\n<p>صباح في الميناء القديم.</p>\n",
    HOSTILE_NAME: f"---\ntitle: '{HOSTILE_TITLE}'\n---\n{HOSTILE}<p>{HOSTILE}\n",
    "control.html": "---\ntitle: Quay\n---\n<p>a\u202eb</p>\n",
    "unreadable.html": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with playwright.sync_playwright() as started:
        if not (found or os.path.exists(started.chromium.executable_path)):
            pytest.skip(f"no browser here: none of {', '.join(NAMES)}")
        browser = started.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab in which nothing is loaded but the one file, nothing of a source runs, and nothing is complained of."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.set_default_timeout(PATIENCE)
    playwright.expect.set_options(timeout=PATIENCE)
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    ran = page.evaluate("window.ran")
    address = page.url.partition("#")[0]
    page.close()
    assert (ran, complaints) == (None, [])
    assert set(requests) == {address}


def encoded(name: str) -> bytes:
    """The bytes of a source; those of the unreadable one are no text."""
    return SOURCES[name].encode("latin-1" if name == "unreadable.html" else "utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run over the sources, of which one was converted before."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "raw").mkdir()
    for name in SOURCES:
        (folder / "raw" / name).write_bytes(encoded(name))
    path = folder / "run.html"
    clean = str(folder / "raw/clean.html")
    for arguments in (
        [clean, "-o", f"{folder}/clean/"],
        [str(folder / "raw"), "-o", f"{folder}/clean", "--report", str(path)],
    ):
        newsfix("convert", *arguments)
    return path


@pytest.fixture
def opened(page: Page, report: Path) -> Page:
    page.goto(report.as_uri())
    return page


def paths(page: Page) -> list[str]:
    """The names of the files in the table."""
    return [path.rsplit("/", 1)[-1] for path in page.locator("#rows th").all_inner_texts()]


def lines(side: Locator) -> list[str]:
    """The lines of a side without their numbers and those of the marks."""
    program = """lines => lines.map(line => {
        const copy = line.cloneNode(true);
        copy.querySelectorAll("sup").forEach(number => number.remove());
        return copy.textContent;
    })"""
    found: list[str] = side.locator(".line [dir]").evaluate_all(program)
    return found


def show(page: Page, name: str) -> None:
    """Open a file."""
    page.fill("#search", name)
    page.locator("#rows .path").first.click()
    page.wait_for_selector("#sides section")


def test_counts(opened: Page) -> None:
    counts = dict(
        zip(opened.locator("#counts dt").all_inner_texts(), opened.locator("#counts dd").all_inner_texts(), strict=True)
    )
    assert counts["files"] == "8"
    assert counts["converted"] == "6"
    assert counts["unchanged"] == counts["failed"] == counts["dates fixed"] == "1"
    assert opened.locator("#partial").is_hidden()
    assert opened.locator("#matches").inner_text() == "8 of 8 files"
    assert opened.locator("#problems li", has_text="date-missing").inner_text().endswith(" 4")


def test_search(opened: Page) -> None:
    for words, expected in (
        ("港口", ["港口.html"]),
        ("DATE.HTML", ["date.html"]),
        ("date-not-iso 09:06", ["date.html"]),
        ("nothing of the kind", []),
    ):
        opened.fill("#search", words)
        assert paths(opened) == expected
    opened.click("#show-all")
    opened.locator("#rows tr").nth(7).wait_for()  # the page's policy lets nobody wait for a function
    assert len(paths(opened)) == 8


def test_filters(opened: Page) -> None:
    for choices, expected in (
        ({"status": "failed"}, {"unreadable.html"}),
        ({"status": "unchanged"}, {"clean.html"}),
        ({"status": "clean"}, {"clean.html"}),
        ({"rule": "DT002"}, {"date.html"}),
        ({"rule": "DT002", "severity": "error"}, set()),
        ({"severity": "note"}, {HOSTILE_NAME}),
        ({"severity": "error"}, {"unreadable.html"}),
        ({"severity": "warning", "status": "failed"}, set()),
    ):
        for name in ("rule", "severity", "status"):
            opened.select_option(f"#{name}", choices.get(name, ""))
        assert set(paths(opened)) == expected, choices


def test_a_frequent_problem_filters(opened: Page) -> None:
    opened.select_option("#status", "failed")
    opened.locator("#problems button", has_text="relative-url").click()
    assert paths(opened) == ["picture.html"]


def test_sorting(opened: Page) -> None:
    assert paths(opened) == ["unreadable.html", *sorted({*SOURCES} - {"unreadable.html"})]
    heading = opened.get_by_role("columnheader", name="Source")
    sizes = sorted(SOURCES, key=lambda name: len(encoded(name)))
    for direction, expected in (("ascending", sizes[0]), ("descending", sizes[-1])):
        heading.get_by_role("button").click()
        assert paths(opened)[0] == expected
        assert heading.get_attribute("aria-sort") == direction


def test_source_and_result_side_by_side(opened: Page) -> None:
    show(opened, "date.html")
    source, result = opened.locator("#sides .text").all()
    assert lines(source) == SOURCES["date.html"].split("\n")
    assert "date: 2021-12-15T09:06:35Z" in lines(result)
    boxes = source.bounding_box(), result.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert [mark.inner_text() for mark in opened.locator("#sides mark").all()] == [
        f"1{FULL_DATE}",
        "1date: 2021-12-15T09:06:35Z",
    ]
    assert "was read as" in (opened.locator("#sides mark").first.get_attribute("title") or "")


def test_a_place_far_down_is_shown_and_gone_to(opened: Page) -> None:
    show(opened, "picture.html")
    assert "lines" in opened.locator("#sides .gap").first.inner_text()
    assert "is left out" in opened.locator("#sides small").first.inner_text()
    mark = opened.locator("#sides section").first.locator("mark")
    assert mark.inner_text() == "1<img src='a.jpg'>"
    opened.locator("#file-problems button").first.click()
    playwright.expect(mark).to_be_in_viewport()
    assert mark.get_attribute("class") == "current"


def test_hidden_characters_are_seen(opened: Page) -> None:
    show(opened, "control.html")
    assert "<p>a\\u202eb</p>" in lines(opened.locator("#sides .text").first)


def test_a_failed_file_says_why(opened: Page) -> None:
    opened.fill("#search", "unreadable.html")
    opened.locator("#rows .path").click()
    assert "PNG" in opened.locator("#file-problems").inner_text()


def test_nothing_of_a_source_runs(opened: Page) -> None:
    """The fixture says whether something did."""
    show(opened, "hostile")
    assert f"{HOSTILE}<p>{HOSTILE}" in lines(opened.locator("#sides .text").first)
    assert opened.locator("#sides script, #sides img").count() == 0
    assert "hostile<script>" in opened.locator("#file-title").inner_text()


def test_scripts_reach_their_directions(opened: Page) -> None:
    show(opened, "ميناء")
    line = opened.locator("#sides .line [dir]", has_text="صباح").last
    assert line.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_the_keyboard_is_enough(opened: Page) -> None:
    opened.focus("#search")
    opened.keyboard.type("date.html")
    for _ in range(40):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.className") == "path":
            break
    opened.keyboard.press("Enter")
    playwright.expect(opened.locator("#file")).to_be_visible()
    opened.keyboard.press("Escape")
    playwright.expect(opened.locator("#file")).to_be_hidden()
    assert opened.evaluate("document.activeElement.textContent").endswith("date.html")


def test_from_file_to_file(opened: Page) -> None:
    opened.select_option("#status", "problems")
    names = paths(opened)
    opened.locator("#rows .path").first.click()
    for name in names[1:]:
        opened.click("#file-next")
        assert opened.locator("#file-title").inner_text().endswith(name)
    assert opened.locator("#file-next").is_disabled()
    opened.click("#file-previous")
    assert opened.locator("#file-title").inner_text().endswith(names[-2])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme: str, opened: Page) -> None:
    """Contrast is at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    paper = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector in ("body", "#version", ".badge.error", ".badge.warning", ".badge.note", ".path"):
        ink = opened.locator(selector).first.evaluate("element => getComputedStyle(element).color")
        assert contrast(ink, paper) >= 4.5, (selector, ink, paper)


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as WCAG defines it."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour[4:-1].split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_report_that_was_cut_off(page: Page, report: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.html"
    html = report.read_bytes()
    cut.write_bytes(html[: html.index(b'class="end"') + 60])
    page.goto(cut.as_uri())
    playwright.expect(page.locator("#partial")).to_be_visible()
    assert page.locator("#matches").inner_text() == "8 of 8 files"
    assert page.locator("#counts dd").first.inner_text() == "8"


def test_twenty_thousand_files_with_problems(page: Page, tmp_path: Path) -> None:
    problems = (Problem("IM003", "the URL is relative", 2, 4),)
    packed = view("<p>Text.</p>\n<p><img src='a.jpg'></p>\n" * 80, "Text.\n\n![](a.jpg)\n\n" * 80, problems)
    form, summary = Report(), Summary()
    path = tmp_path / "many.html"
    with path.open("w") as file:
        file.write(form.start())
        for number in range(20_000):
            outcome = Outcome(f"raw/{number:05}.html", problems, view=packed)
            summary.add(outcome)
            file.write(form.entry(outcome))
        file.write(form.end(summary))
    page.goto(path.as_uri())
    assert page.locator("#matches").inner_text() == "20,000 of 20,000 files"
    assert page.locator("#rows tr").count() == 100
    page.click("#next")
    assert paths(page)[0] == "00100.html"
    show(page, "19999")
    assert page.locator("#sides mark").first.inner_text() == "1<img src='a.jpg'>"
    assert page.evaluate("document.querySelectorAll('body *').length") < 20_000 + 20_000 / 100 + 4_000


def test_the_address_keeps_the_filters(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.locator("#rule").select_option("DT002")
    page.locator("#search").fill("quay")
    playwright.expect(page).to_have_url(f"{report.as_uri()}#search=quay&rule=DT002")
    kept = page.locator("#matches").text_content()
    page.goto("about:blank")
    page.goto(f"{report.as_uri()}#search=quay&rule=DT002")
    playwright.expect(page.locator("#matches")).to_have_text(str(kept))
    assert page.locator("#search").input_value() == "quay"
    page.locator("#show-all").click()
    playwright.expect(page).to_have_url(report.as_uri())


def test_failed_files_come_first(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    playwright.expect(page.locator("#rows tr").first.locator("th")).to_have_text(re.compile("unreadable.html$"))


def test_the_run_is_named(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    playwright.expect(page.locator("#run")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d .* s: newsfix"))


def test_the_search_is_in_sight_on_a_phone(page: Page, report: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(report.as_uri())
    playwright.expect(page.locator("#search")).to_be_in_viewport()
