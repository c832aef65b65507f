"""The hooks under the real pre-commit, in real git repositories; it installs newsfix with pip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_readme import blocks

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
GOOD = "---\ntitle: The quay\ndate: 2021-12-15T09:06:35Z\n---\n\nText.\n"
LOOSE = GOOD.replace("2021-12-15T09:06:35Z", "Wed, 15 Dec 2021 09:06:35 GMT  # as it came")
DATELESS = "---\ntitle: The quay\n---\n\nText.\n"


def test_the_hooks_are_described() -> None:
    assert [hook["id"] for hook in HOOKS] == ["newsfix-check", "newsfix-fix"]
    for hook in HOOKS:
        assert hook["types_or"] == ["markdown", "html"]
        assert hook["description"]
        assert hook["minimum_pre_commit_version"]


def test_the_readme_shows_hooks_that_there_are() -> None:
    ((repository,),) = [shown["repos"] for shown in map(yaml.safe_load, blocks("yaml")) if "repos" in shown]
    assert [hook["id"] for hook in repository["hooks"]] == ["newsfix-fix", "newsfix-check"]
    assert all(hook["files"] == "^content/" for hook in repository["hooks"])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What git and pre-commit see: nothing of this installation, of an outer git or of the user."""
    home = tmp_path_factory.mktemp("home")
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "GIT_"))
    }
    people = {f"GIT_{who}_{what}": "quay@a.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"PRE_COMMIT_HOME": str(home / "pre-commit"), "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_COLOR": "never"}
    own |= {"PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return known | people | own | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def newsfix(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """A git repository of this checkout's files."""
    folder = tmp_path_factory.mktemp("repositories") / "newsfix"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "newsfix", folder / "newsfix", ignore=shutil.ignore_patterns("__pycache__"))
    committed(folder, environment)
    return folder


def run(folder: Path, environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300)
    if any(word in run.stdout for word in ("No matching distribution", "NewConnectionError", "Could not resolve host")):
        pytest.skip("pip cannot install newsfix here: no package index within reach")
    return run


def committed(folder: Path, environment: dict[str, str]) -> None:
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "Begin")):
        done = run(folder, environment, "git", *command)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def site(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A content repository with a good article."""
    content = tmp_path / "site" / "content"
    content.mkdir(parents=True)
    (content / "good.md").write_text(GOOD)
    committed(content.parent, environment)
    return content.parent


def test_a_commit_is_refused_until_the_article_is_repaired(
    newsfix: Path, site: Path, environment: dict[str, str]
) -> None:
    revision = run(newsfix, environment, "git", "rev-parse", "HEAD").stdout.strip()
    fix, check = ({"id": hook, "files": "^content/"} for hook in ("newsfix-fix", "newsfix-check"))
    fix["stages"] = ["manual"]  # type: ignore[assignment]
    config = {"repos": [{"repo": str(newsfix), "rev": revision, "hooks": [fix, check]}]}
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (site / "readme.md").write_text("This is no article.\n")
    (site / "content" / "notes.txt").write_text("Nor is this.\n")
    assert run(site, environment, "pre-commit", "install").returncode == 0

    # As many files as make several batches, which run side by side.
    names = [f"content/{number:02}.md" for number in range(40)]
    for name in names:
        (site / name).write_text(LOOSE)
    run(site, environment, "git", "add", "-A")
    refused = run(site, environment, "git", "commit", "-m", "Add articles")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    lines = [line for line in refused.stderr.splitlines() if ": DT002 " in line]
    assert sorted(line.split(": ")[0] for line in lines) == [f"{name}:3:7" for name in names]

    repair = ("pre-commit", "run", "--hook-stage", "manual", "newsfix-fix", "--all-files")
    fixed = run(site, environment, *repair)
    assert fixed.returncode == 1
    assert "files were modified by this hook" in fixed.stdout
    text = GOOD.replace("35Z", "35Z  # as it came")
    assert {(site / name).read_text() for name in names} == {text}
    again = run(site, environment, *repair)
    assert again.returncode == 0, again.stdout

    run(site, environment, "git", "add", "-A")
    accepted = run(site, environment, "git", "commit", "-m", "Add articles")
    assert accepted.returncode == 0, accepted.stderr
    # Quiet when clean: one line of pre-commit's own.
    assert [line for line in accepted.stderr.splitlines() if "newsfix" in line] == [f"newsfix check{'.' * 60}Passed"]

    (site / "content" / "good.md").write_text(DATELESS)
    refused = run(site, environment, "git", "commit", "-a", "-m", "Lose the date")
    assert refused.returncode == 1
    assert "content/good.md:2:1: DT001 there is no date" in refused.stderr


def test_the_hooks_can_be_tried(newsfix: Path, site: Path, environment: dict[str, str]) -> None:
    (site / "content" / "loose.html").write_text(LOOSE)
    run(site, environment, "git", "add", "-A")
    tried = run(site, environment, "pre-commit", "try-repo", str(newsfix), "--all-files")
    assert tried.returncode == 1, tried.stderr
    assert "content/loose.html:3:7: DT002 " in tried.stdout
    assert (site / "content" / "loose.html").read_text() == GOOD.replace("35Z", "35Z  # as it came")
