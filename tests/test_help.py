"""The pages of documentation in the command line."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from newsfix.cli.help import page, topics
from tests.conftest import newsfix


def run(*arguments: str) -> tuple[int, str, str]:
    result = newsfix("help", *arguments)
    return result.exit_code, result.stdout, result.stderr


def test_the_overview_has_a_line_for_each_page() -> None:
    code, out, _ = run()
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == topics()


@pytest.mark.parametrize("topic", topics())
def test_a_page_is_plain_in_a_pipe(topic: str) -> None:
    assert run(topic) == (0, page(topic), "")


def test_a_page_that_there_is_not() -> None:
    code, out, err = run("configuraton")
    assert (code, out) == (2, "")
    assert "there is no page 'configuraton'; did you mean 'configuration'?" in err


@pytest.mark.parametrize("name", ["../rules", "", "rules.md"])
def test_a_name_is_not_a_path(name: str) -> None:
    assert run(name)[0] == 2


def test_a_page_is_rendered_in_a_terminal() -> None:
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-m", "newsfix", "help", "limits"], stdout=theirs, check=True, close_fds=True)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode("utf-8", "replace")
    os.close(ours)
    assert "# Limits" not in shown
    assert "Limits" in shown
