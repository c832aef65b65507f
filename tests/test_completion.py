"""Completion in a shell, and suggestions for what was mistyped."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from newsfix.cli import main
from tests.conftest import newsfix


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str) -> None:
    result = newsfix("completion", shell)
    assert result.exit_code == 0
    assert f"_NEWSFIX_COMPLETE={shell}_complete" in result.stdout


def test_a_shell_without_a_script() -> None:
    result = newsfix("completion", "csh")
    assert result.exit_code == 2
    assert "'csh' is not one of 'bash', 'zsh', 'fish'" in result.stderr


@pytest.mark.parametrize(
    ("words", "incomplete", "completed"),
    [
        (["check", "--select"], "date-amb", ["date-ambiguous"]),
        (["check", "--select"], "DT001,fm00", [f"DT001,FM00{number}" for number in range(1, 10)]),
        (["convert", "--encoding"], "windows-1250", ["windows-1250"]),
        (["convert", "--assume-zone"], "Europe/Berl", ["Europe/Berlin"]),
        (["convert", "--base-date"], "2021", []),
    ],
)
def test_values_are_completed(words: list[str], incomplete: str, completed: list[str]) -> None:
    shell = ShellComplete(main, {}, "newsfix", "_NEWSFIX_COMPLETE")
    assert [item.value for item in shell.get_completions(words, incomplete)] == completed


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("convrt", "a.html"), "No such command 'convrt'. Did you mean convert?"),
        (("convert", "--encoding", "windws-1251", "-"), "not a known encoding; did you mean 'windows-1251'?"),
        (("convert", "--encoding", "zlib", "-"), "'zlib' is not a known encoding\n"),
        (("convert", "--assume-zone", "Europe/Berlyn", "-"), "not a known time zone; did you mean 'Europe/Berlin'?"),
    ],
)
def test_what_was_mistyped_is_guessed(arguments: tuple[str, ...], meant: str) -> None:
    result = newsfix(*arguments)
    assert result.exit_code == 2
    assert meant in result.stderr


def test_what_resembles_nothing_is_not_guessed() -> None:
    assert "Did you mean" not in newsfix("frobnicate").stderr
