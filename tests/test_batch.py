"""Many files: their order, their places, a process that dies, flat memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from newsfix.model.problem import Problem
from newsfix.run import batch, files, finding
from newsfix.run.atomic import Whole
from newsfix.run.guard import Claims
from newsfix.run.outcomes import Outcome
from newsfix.run.plan import Order, plan
from newsfix.run.settings import Settings
from newsfix.run.shardnames import printable
from newsfix.run.task import Task
from newsfix.run.tasks import Inputs
from newsfix.run.worker import Worker


class Echo(Worker):
    """Hands the path back in capitals; some paths do worse."""

    def __call__(self, task: Task) -> Outcome:
        if "kill" in task.path:
            os.kill(os.getpid(), signal.SIGKILL)
        if "slow" in task.path:
            time.sleep(0.2)
        if "interrupt" in task.path:
            raise KeyboardInterrupt
        return Outcome(task.path, (), data=task.path.upper().encode())


ECHO = Echo()


def numbered(count: int, **others: str) -> list[Task]:
    return [Task(others.get(f"n{number}", f"{number}")) for number in range(count)]


@pytest.mark.parametrize("jobs", [1, 2, 3, None])
def test_outcomes_come_in_the_order_of_the_tasks(jobs: int | None) -> None:
    tasks = numbered(150, n0="slow", n40="slow too")
    assert [outcome.path for outcome in batch.run(tasks, ECHO, jobs)] == [task.path for task in tasks]


def test_a_process_that_dies_costs_its_file_only() -> None:
    tasks = numbered(130, n3="kill", n77="kill too")
    outcomes = list(batch.run(tasks, ECHO, 2))
    assert [outcome.path for outcome in outcomes] == [task.path for task in tasks]
    failed = {outcome.path: outcome.problems for outcome in outcomes if outcome.failed}
    message = "the process that read it was killed or ran out of memory"
    assert failed == dict.fromkeys(("kill", "kill too"), (Problem("IO005", message),))


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def stream() -> Iterator[Task]:
        nonlocal taken
        for task in numbered(10_000):
            taken += 1
            yield task

    outcomes = batch.run(stream(), ECHO, 2)
    next(outcomes)
    assert taken < 1000
    outcomes.close()  # type: ignore[attr-defined]


def test_a_shard_ends_a_chunk() -> None:
    tasks = iter([Task("a.md"), Task("b.tar"), Task("c.zip"), Task("d.md")])
    chunks = [batch._chunk(tasks) for _ in range(3)]
    assert [[entry.path for entry in chunk] for chunk in chunks] == [["a.md", "b.tar"], ["c.zip"], ["d.md"]]


def test_few_files_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_processes", None)
    assert len(list(batch.run(numbered(batch.FEW - 1), ECHO))) == batch.FEW - 1


def test_any_executor_will_do() -> None:
    started = []

    def threads(jobs: int) -> ThreadPoolExecutor:
        started.append(jobs)
        return ThreadPoolExecutor(jobs)

    tasks = numbered(150, n0="slow", n40="slow too")
    assert [outcome.path for outcome in batch.run(tasks, ECHO, 3, threads)] == [task.path for task in tasks]
    assert started == [3]


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_what_is_known_keeps_its_place(jobs: int | None) -> None:
    def entries() -> Iterator[Task | Outcome]:
        for number in range(3000):
            yield Task(f"{number}") if number % 20 == 7 else Outcome(f"{number}", ())

    outcomes = list(batch.run(entries(), ECHO, jobs))
    assert [outcome.path for outcome in outcomes] == [f"{number}" for number in range(3000)]
    assert [outcome.path for outcome in outcomes if outcome.data] == [f"{number}" for number in range(7, 3000, 20)]


def test_what_is_known_starts_no_process_and_is_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_processes", None)
    known = (Outcome(f"{number}", ()) for number in range(10_000))
    outcomes = batch.run(known, ECHO)
    next(outcomes)
    assert next(known).path == "1"
    assert len(list(batch.run((Outcome(f"{number}", ()) for number in range(1000)), ECHO, 2))) == 1000


def test_what_dead_runs_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "b" / ".newsfix-0123456789abcdef.tmp"
    made(tmp_path, "a/x.html", "a/y.html", "b/z.html")
    left.touch()
    list(batch.run(plan([str(tmp_path / "a")], Order(output=str(tmp_path / "b"))), ECHO))
    assert os.listdir(tmp_path / "b") == ["z.html"]


def test_what_processes_need_is_loaded_before_they_are_forked() -> None:
    code = (
        "import multiprocessing, sys; from newsfix.run.batch import _processes; pool = _processes(1); pool.shutdown(); "
        "print(('newsfix.pipeline' in sys.modules) == (multiprocessing.get_start_method() == 'fork'))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "True\n"


class Dying(Worker):
    """Dies while it writes."""

    def __call__(self, task: Task) -> Outcome:
        assert task.output
        with Whole(task.output):
            if task.path == "5":
                os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(task.path, (), output=task.output)


def test_what_a_process_left_that_died_is_removed(tmp_path: Path) -> None:
    tasks = [Task(f"{number}", str(tmp_path / "o" / f"{number}")) for number in range(40)]
    assert [outcome.path for outcome in batch.run(tasks, Dying(), 2) if outcome.failed] == ["5"]
    assert sorted(os.listdir(tmp_path / "o")) == sorted(task.path for task in tasks if task.path != "5")


def test_claims_hold_one_directory() -> None:
    claims = Claims(several=False)
    assert [claims.clash(output, "x") for output in ("a/1", "a/2", "b/1")] == [None] * 3
    assert len(claims._here) == 1


def test_claims_hold_only_what_can_meet(tmp_path: Path) -> None:
    made(tmp_path / "raw", "a.html", "a.x.md", "b.html", "c.md", "d/a.html")
    held = {}
    for sources in (["raw"], ["raw", "raw/d"]):
        inputs = plan([str(tmp_path / source) for source in sources], Order(output="clean"))
        held[len(sources)] = [len(inputs._claims._here) for _ in inputs]
    assert held == {1: [1, 2, 2, 2, 2], 2: [1, 2, 3, 4, 5, 5]}


def test_what_an_executor_loses_runs_again() -> None:
    tries: Counter[str] = Counter()

    class Losing(ThreadPoolExecutor):
        def submit(self, function: Any, /, worker: Worker, tasks: list[Task]) -> Any:  # type: ignore[override]
            tries.update(task.path for task in tasks)
            if any(task.path == "bad" or (task.path == "20" and tries["20"] == 1) for task in tasks):
                return super().submit(divmod, 1, 0)
            return super().submit(function, worker, tasks)

    tasks = numbered(130, n100="bad")
    outcomes = list(batch.run(tasks, ECHO, 2, Losing))
    assert [outcome.path for outcome in outcomes] == [task.path for task in tasks]
    (failed,) = (outcome for outcome in outcomes if outcome.failed)
    assert failed.path == "bad"
    assert failed.problems[0].message.startswith("the process that read it was lost: ZeroDivisionError(")
    assert sum(tries.values()) == 130 + 16 + 16, "only the two chunks that were lost run again"


def test_an_interrupt_ends_the_batch() -> None:
    from multiprocessing import active_children

    with pytest.raises(KeyboardInterrupt):
        list(batch.run(numbered(200, n20="interrupt"), ECHO, 2))
    assert active_children() == []


# ----------------------------------------------------------------------------------- the tasks


def made(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<p>x</p>")
    return root


def places(inputs: Inputs) -> dict[str, str | None]:
    """The output of every input, or the message why it has none, by the input's name."""
    return {Path(task.path).name: task.problem.message if task.problem else task.output for task in inputs}


def test_a_directory_keeps_its_tree(tmp_path: Path) -> None:
    root = made(tmp_path / "raw", "a.html", "b/c.html.md", "b/d.txt", "b/e.markdown", "f.jpg")
    inputs = plan([str(root)], Order(output="clean"))
    assert places(inputs) == {
        "a.html": "clean/a.md",
        "c.html.md": "clean/b/c.html.md",
        "d.txt": "clean/b/d.md",
        "e.markdown": "clean/b/e.md",
    }
    assert inputs.others == 1


def test_json_outputs(tmp_path: Path) -> None:
    root = made(tmp_path / "raw", "a.html")
    assert places(plan([str(root)], Order(output="clean", to="json"))) == {"a.html": "clean/a.json"}


def test_two_inputs_for_one_output(tmp_path: Path) -> None:
    root = made(tmp_path / "raw", "a.html", "a.md", "b/a.html", "b/a.htm")
    taken = {task.path: task.problem for task in plan([str(root)], Order(output="clean"))}
    assert taken == {
        f"{root}/a.html": None,
        f"{root}/a.md": Problem("IO003", f"the output clean/a.md is already that of {root}/a.html"),
        f"{root}/b/a.htm": None,
        f"{root}/b/a.html": Problem("IO003", f"the output clean/b/a.md is already that of {root}/b/a.htm"),
    }


@pytest.fixture
def folding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that heeds neither case nor Unicode form."""
    exists = os.path.lexists
    monkeypatch.setattr(files.os.path, "lexists", lambda path: "newsfix-" in path or exists(path))


TWINS = (
    "a.html",
    "A.html",
    "b/caf\u00e9.html",
    "b/cafe\u0301.html",
    "c/D/e.html",
    "c/X.html",
    "c/d/e.html",
    "c/d/f.html",
)


@pytest.mark.usefixtures("folding")
def test_names_that_the_file_system_takes_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    clashes = {
        task.path: task.problem.message
        for task in plan([str(made(Path("raw"), *TWINS))], Order(output="o"))
        if task.problem
    }
    already = "the output o/{} is already that of raw/{}, which the file system calls o/{}"
    assert clashes == {
        "raw/a.html": already.format("a.md", "A.html", "A.md"),
        "raw/b/caf\u00e9.html": already.format("b/caf\u00e9.md", "b/cafe\u0301.html", "b/cafe\u0301.md"),
        "raw/c/d/e.html": already.format("c/d/e.md", "c/D/e.html", "c/D/e.md"),
    }
    assert not list(Path("o").rglob(".newsfix*"))


def test_names_that_differ_in_case_where_the_file_system_tells_them_apart(tmp_path: Path) -> None:
    root = made(tmp_path / "raw", *TWINS)
    inputs = plan([str(root)], Order(output=str(tmp_path / "o")))
    assert not any(outcome.failed for outcome in batch.run(inputs, Worker(), 1))
    assert len([path for path in (tmp_path / "o").rglob("*") if path.is_file()]) == len(TWINS)


def test_two_sources_for_one_output(tmp_path: Path) -> None:
    one, two = made(tmp_path / "1", "a.html", "b/x.html"), made(tmp_path / "2", "b/x.html")
    tasks = list(plan([str(one), str(two)], Order(output="clean")))
    assert [task.problem and task.problem.code for task in tasks] == [None, None, "IO003"]


def test_an_input_is_not_overwritten(tmp_path: Path) -> None:
    root = made(tmp_path, "sub/a.md", "sub/sub/a.md")
    path = str(root / "sub" / "a.md")
    (root / "link.md").symlink_to(path)
    problem = Problem("IO003", "the output would overwrite the input; see --in-place")
    for output in (path, str(root / "sub"), str(root / "link.md")):
        (outcome,) = batch.run(plan([path], Order(output=output)), Worker(), 1)
        assert (outcome.failed, outcome.problems[-1]) == (True, problem)
    assert Path(path).read_bytes() == b"<p>x</p>"
    (clash,) = (task.problem for task in plan([str(root / "sub")], Order(output=str(root))) if "sub/sub" in task.path)
    assert clash
    assert clash.code == "IO003"
    assert "would land among the inputs" in clash.message


def test_output_within_the_source_is_no_input(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html", "clean/a.md")
    assert places(plan([str(root)], Order(output=str(root / "clean")))) == {"a.html": f"{root}/clean/a.md"}


def test_output_that_appears_within_the_source_is_no_input(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html", "b/c.html")
    inputs = plan([str(root)], Order(output=str(root / "b" / "clean")))
    assert not any(outcome.failed for outcome in batch.run(inputs, Worker(), 1))
    outputs = sorted(str(path.relative_to(root)) for path in root.rglob("*.md"))
    assert outputs == ["b/clean/a.md", "b/clean/b/c.md"]


def test_in_place(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html", "b.md", "c.markdown", "d.txt")
    tasks = plan([str(root)], Order(in_place=True))
    assert {Path(task.path).name: (task.output, task.rewrite, task.keeps) for task in tasks} == {
        "a.html": (f"{root}/a.md", False, "everything"),
        "b.md": (f"{root}/b.md", True, "nothing"),
        "c.markdown": (f"{root}/c.markdown", True, "nothing"),
        "d.txt": (f"{root}/d.md", False, "everything"),
    }


def test_in_place_meets_a_name_that_is_taken(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html", "a.htm")
    assert [task.problem and task.problem.code for task in plan([str(root)], Order(in_place=True))] == [None, "IO003"]


@pytest.mark.parametrize(
    ("sources", "rest", "message"),
    [
        (["."], {}, "several files need --output DIRECTORY, --to jsonl or --in-place"),
        (["a", "b"], {}, "several files need --output DIRECTORY, --to jsonl or --in-place"),
        (["a"], {"in_place": True, "output": "b"}, "--in-place takes files, and cannot be combined"),
        (["-"], {"in_place": True}, "--in-place takes files, and cannot be combined"),
        (["a"], {"in_place": True, "to": "json"}, "--in-place takes files, and cannot be combined"),
        (["."], {"to": "jsonl", "output": "."}, "--output is the source itself"),
        (["-"], {"output": "./"}, "standard input needs --output FILE"),
        (["."], {"output": "file"}, "several files need a directory, and --output file is a file"),
        (["."], {"output": "."}, "--output is the source itself; see --in-place"),
    ],
)
def test_what_does_not_go_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], rest: dict[str, str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match=message):
        plan(sources, Order(**rest))  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------- the worker


def test_worker_writes_and_hands_nothing_back(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html")
    output = str(root / "clean" / "a.md")
    outcome = Worker()(Task(str(root / "a.html"), output))
    assert (outcome.failed, outcome.output, outcome.data) == (False, output, None)
    assert Path(output).read_bytes() == b"x\n"


def test_worker_hands_back_what_has_no_place(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html")
    assert Worker()(Task(str(root / "a.html"))).data == b"x\n"
    assert Worker(only_check=True)(Task(str(root / "a.html"))).data is None


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("gone.md", "IO001", "the file cannot be read: no such file or directory"),
        ("folder", "IO001", "the file cannot be read: is a directory"),
        ("big.md", "IO004", "the file is larger than 1 MB (see --max-size)"),
    ],
)
def test_worker_tells_what_cannot_be_read(tmp_path: Path, path: str, code: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "big.md").write_bytes(b"x" * 1_000_001)
    outcome = Worker()(Task(str(tmp_path / path), str(tmp_path / "out.md"), settings=Settings(max_size=1_000_000)))
    assert (outcome.failed, outcome.problems) == (True, (Problem(code, message),))
    assert not (tmp_path / "out.md").exists()


def test_worker_tells_what_cannot_be_written(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html", "blocked")
    outcome = Worker()(Task(str(root / "a.html"), str(root / "blocked" / "a.md")))
    assert outcome.failed
    assert [problem.code for problem in outcome.problems if problem.code.startswith("IO")] == ["IO002"]


def test_worker_does_not_overwrite_what_lies_beside(tmp_path: Path) -> None:
    root = made(tmp_path, "a.html")
    task = Task(str(root / "a.html"), str(root / "a.md"), keeps="everything")
    assert not Worker()(task).failed
    assert not Worker()(task).failed, "the same text once more is no loss"
    (root / "a.md").write_bytes(b"mine\n")
    outcome = Worker()(task)
    assert outcome.failed
    message = f"{root}/a.md already exists with other contents; it was not overwritten"
    assert outcome.problems[-1] == Problem("IO003", message)
    assert (root / "a.md").read_bytes() == b"mine\n"


def test_a_failed_file_leaves_its_earlier_output(tmp_path: Path) -> None:
    source, output = tmp_path / "a.html", tmp_path / "a.md"
    source.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4)
    output.write_bytes(b"earlier\n")
    outcome = Worker()(Task(str(source), str(output)))
    assert outcome.failed
    assert output.read_bytes() == b"earlier\n"


def test_a_fault_of_newsfix_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfix import pipeline

    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    root = made(tmp_path, "a.html")
    monkeypatch.setattr(pipeline, "convert", fail)
    outcome = Worker()(Task(str(root / "a.html")))
    message = "newsfix failed on it, please report this: RecursionError('too deep')"
    assert (outcome.failed, outcome.problems) == (True, (Problem("IO005", message),))


def test_paths_that_are_no_text() -> None:
    assert printable("a\udcff.md") == "a?.md"


def test_standard_input_has_the_name_that_it_was_given() -> None:
    assert (Task("-").place, Task("-").name) == (None, "-")
    assert (Task("-", called="x.md").place, Task("-", called="x.md").name) == ("x.md", "x.md")
    assert (Task("a.md", called="x.md").place, Task("a.md", called="x.md").name) == ("a.md", "a.md")


@pytest.mark.parametrize("jobs", [1, 2])
def test_outputs_are_the_same_with_any_number_of_processes(tmp_path: Path, jobs: int) -> None:
    root = made(tmp_path / "raw", *(f"{number % 7}/{number}.html" for number in range(90)))
    inputs = plan([str(root)], Order(output=str(tmp_path / "clean")))
    assert not any(outcome.failed for outcome in batch.run(inputs, Worker(), jobs))
    written = {str(path.relative_to(tmp_path / "clean")) for path in (tmp_path / "clean").rglob("*") if path.is_file()}
    assert written == {f"{number % 7}/{number}.md" for number in range(90)}
    assert all(found.article for found in finding.find(str(tmp_path / "clean")))


def test_an_outcome_says_what_was_done(tmp_path: Path) -> None:
    source, place = tmp_path / "a.html", tmp_path / "a.md"
    source.write_text("---\ntitle: Quay\ndate: Wed, 15 Dec 2021 09:06:35 GMT\n---\n<p>Text.</p>\n")
    task, worker = Task(str(source), str(place)), Worker()
    first, second = worker(task), worker(task)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert (first.source_size, first.output_size) == (source.stat().st_size, place.stat().st_size)
    assert first.counts.dates == 1
    assert first.seconds > 0
    failed = worker(Task(str(tmp_path / "gone.html")))
    assert (failed.source_size, failed.output_size, failed.unchanged) == (None, None, False)
