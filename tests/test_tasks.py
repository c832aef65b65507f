"""What editors say of a task, done or not, becomes its box."""

from __future__ import annotations

import pytest

from tests.conftest import body

BOTH = "- [x] oars\n- [ ] ropes"
LOOSE = "- [x] oars\n\n- [ ] ropes"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<ul><li data-checked="true">oars</li><li data-checked="false">ropes</li></ul>', BOTH),
        ("<ol><li data-list=checked>oars</li><li data-list=unchecked>ropes</li></ol>", BOTH),
        ('<ul data-checked="true"><li>oars</li></ul><p>And</p><ul data-checked="false"><li>ropes</li></ul>', None),
        (
            '<ul><li role="checkbox" aria-checked="true">oars</li><li role=checkbox aria-checked=false>ropes</li></ul>',
            BOTH,
        ),
        (
            '<ul><li><div class="checkbox checkbox-on"></div> oars</li>'
            '<li><div class="checkbox-off"></div>ropes</li></ul>',
            BOTH,
        ),
        ('<ul><li style="--en-checked:true;"><div>oars</div></li><li style="--en-checked:false">ropes</li></ul>', BOTH),
        (
            '<ul><li data-checked="true"><label><input type="checkbox" checked><span></span></label>'
            "<div><p>oars</p></div>"
            '</li><li data-checked="false"><p>ropes</p></li></ul>',
            LOOSE,
        ),
        ('<ul class="joplin-checklist"><li class="checked">oars</li><li>ropes</li></ul>', BOTH),
        (
            '<ul class="inline-task-list" data-inline-tasks-content-id="9"><li class="checked" data-inline-task-id="1">'
            "<span>oars</span></li><li data-inline-task-id='2'>ropes</li></ul>",
            BOTH,
        ),
        (
            "<ul class='wide joplin-checklist'><li class='big checked'>oars</li><li class=unchecked>ropes</li></ul>",
            BOTH,
        ),
        ('<p data-tag="to-do:completed">oars</p><p data-tag="to-do">ropes</p>', "[x] oars\n\n[ ] ropes"),
    ],
)
def test_a_task_has_its_box(html: str, markdown: str | None) -> None:
    assert body(html) == (markdown or "- [x] oars\n\nAnd\n\n- [ ] ropes")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<ul><li data-list="x" class="unchecked">oars</li></ul>', "- oars"),
        ('<ul class="checklist"><li class="checked">oars</li></ul>', "- oars"),
        ('<ul data-checked="true"><li>oars</li></ul><ul><li>ropes</li></ul>', "- [x] oars\n\n* ropes"),
        ('<p data-tag="remember">oars</p><p>is it checked?</p>', "oars\n\nis it checked?"),
        ('<ol><li data-list="ordered">oars</li></ol>', "1. oars"),
        ('<ol><li data-list="bullet">oars</li></ol>', "- oars"),
        ("<ul><li>[x]<pre>a</pre></li></ul>", "- [x]\n  ```\n  a\n  ```"),
    ],
)
def test_what_is_no_task(html: str, markdown: str) -> None:
    assert body(html) == markdown
