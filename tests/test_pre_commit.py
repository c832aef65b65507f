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
        assert "--force-exclude" in hook["entry"]
        assert hook["args"] == ["--"]


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


def installed(site: Path, newsfix: Path, environment: dict[str, str], **settings: object) -> None:
    """Have both hooks run in a repository."""
    revision = run(newsfix, environment, "git", "rev-parse", "HEAD").stdout.strip()
    hooks = [{"id": hook, **settings} for hook in ("newsfix-fix", "newsfix-check")]
    config = {"repos": [{"repo": str(newsfix), "rev": revision, "hooks": hooks}]}
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))


def hooked(site: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    run(site, environment, "git", "add", "-A")
    return run(site, environment, "pre-commit", "run", "--all-files")


HEAD = "title: The quay\n"
DATED = f"---\n{HEAD}date: 2021-12-15T09:06:35Z\n---\n\n"
TOML = '+++\ntitle = "The quay"\ndate = 2021-12-15T09:06:35Z\n+++\n\n'
# A repository of each kind: where an article of it lies, the article, and other files that it has.
SHAPES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "hugo": (
        "content/posts/quay.md",
        TOML + '{{< figure src="/img/a.jpg" >}}\n',
        ("static/img/a.jpg", "archetypes/x.md"),
    ),
    "jekyll": (
        "_posts/2021-12-15-quay.md",
        f"---\n{HEAD}layout: post\n---\n\n{{% include a.html %}}\n",
        ("_layouts/post.html",),
    ),
    "docusaurus": (
        "blog/2021-12-15-quay.md",
        f"---\n{HEAD}---\n\n![A](@site/static/a.png)\n",
        tuple(f"docs/{n}.md" for n in range(6)),
    ),
    "zola": (
        "content/quay.md",
        TOML + '{{ youtube(id="x") }}\n\n![A](/a.png)\n',
        ("static/a.png", "templates/page.html"),
    ),
    "eleventy": ("src/posts/quay.md", f"{DATED}{{{{ title }}}} and ![A](/img/a.png)\n", ("src/img/a.png",)),
    "astro": (
        "src/content/blog/quay.md",
        DATED.replace("date:", "pubDate:") + "![A](./a.png)\n",
        ("src/content/blog/a.png",),
    ),
    "hexo": (
        "source/_posts/quay.md",
        DATED.replace("T09:06:35Z", " 09:06:35 +0800") + "![A](a.png)\n",
        ("source/_posts/quay/a.png",),
    ),
    "plain": (
        "docs/quay.md",
        "# The quay\n\n![A](img/a.png)\n",
        ("docs/img/a.png", *(f"docs/{n}.md" for n in range(6))),
    ),
}
FAULTS = {
    "DT003": "---\ntitle: The quay\ndate: 03/04/2021\n---\n\nText.\n",
    "IM009": f"{DATED}![A](gone.png)\n",
    "BD008": f"{DATED}<p>Text <!-- and more.</p>\n\n<p>The end.</p>\n",
    "FM003": f"---\n{HEAD}date: 2021-12-15\nlinks: [a: b\n---\n\nText.\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_both_hooks_in_a_repository_of_each_shape(
    shape: str, newsfix: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    path, text, others = SHAPES[shape]
    site = tmp_path / "site"
    for name in (*others, path):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text if name == path else "# A page\n\nText.\n")
    (site / "README.md").write_text("# The site\n\nText.\n")
    installed(site, newsfix, environment)
    committed(site, environment)
    passed = hooked(site, environment)
    assert passed.returncode == 0, passed.stdout

    second = (site / path).with_name(f"2021-12-16-{shape}.md")
    for code, fault in FAULTS.items():
        second.write_text(fault)
        refused = hooked(site, environment)
        assert refused.returncode == 1
        assert refused.stdout.count(f" {code} ") == 1, refused.stdout

    second.write_text(LOOSE)
    repaired = hooked(site, environment)
    assert repaired.returncode == 1
    assert repaired.stdout.count(" DT002 ") == repaired.stdout.count(" DT002 fixed: ") == 1
    assert hooked(site, environment).returncode == 0


def test_excluded_files_and_files_named_like_options(newsfix: Path, site: Path, environment: dict[str, str]) -> None:
    installed(site, newsfix, environment)
    for name in ("--help.md", "drafts/a.md", "content/b.md"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(FAULTS["DT003"])
    (site / "newsfix.toml").write_text('exclude = ["drafts/"]\n')
    refused = hooked(site, environment)
    assert refused.returncode == 1
    told = [line.split(":")[0] for line in refused.stdout.splitlines() if " DT003 " in line]
    assert sorted(told) == ["--help.md", "content/b.md"]
    (site / "newsfix.toml").write_text('exclude = ["drafts/", "content/", "*.md"]\n')
    assert hooked(site, environment).returncode == 0


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
