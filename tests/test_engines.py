"""The commands of the pages on site generators run as written, where the engine is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_readme import PAGES, blocks

PLACES = {"hugo": "site/public", "jekyll": "site/_site", "hexo": "site/public"}
ARTICLE = """---
title: The ferry
date: 2014-09-03
permalink: /2014/09/ferry.html
---

<p>The ferry says {{ when }}.</p>
<figure><img src="https://a.example/f.jpg" alt="F"><figcaption>At noon</figcaption></figure>
"""


@pytest.mark.parametrize("name", sorted(PLACES))
def test_from_an_archive_to_a_site_in_five_commands(name: str, tmp_path: Path) -> None:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed here")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.html").write_text(ARTICLE, encoding="utf-8")
    command = tmp_path / "bin/newsfix"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="$NEWSFIX" exec "{sys.executable}" -m newsfix "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (commands,) = blocks("bash", PAGES[name])
    assert len(commands.splitlines()) == 5
    environment = {
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "NEWSFIX": str(Path(__file__).parent.parent),
    }
    run = subprocess.run(["sh", "-ec", commands], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    page = (tmp_path / PLACES[name] / "2014/09/ferry.html").read_text(encoding="utf-8")
    assert "The ferry says {{ when }}." in page.replace("&#123;", "{")
    assert "<figcaption>" in page
