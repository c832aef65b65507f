"""What the options of `newsfix convert` ask for: sources, and where the outputs go."""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from newsfix.run import finding, paths, storage
from newsfix.run.config import Configuration
from newsfix.run.settings import STDIN
from newsfix.run.shardnames import is_lines, is_shard
from newsfix.run.task import SUFFIX, Shards
from newsfix.run.tasks import Inputs, Places

PART = "part.jsonl"
"""The name of the shards that are made where the user names only a directory."""
SHARD_SIZE = 10_000


class Order(Struct, frozen=True, kw_only=True):
    """The options of `newsfix convert` that say where its sources and outputs are.

    files_from  a list of sources, so that there may be any number of them, and their paths are kept
    """

    to: str = "markdown"
    output: str | None = None
    in_place: bool = False
    shard_size: int | None = None
    files_from: str | None = None
    follow_links: bool = False
    force: bool = False


def plan(sources: Sequence[str], order: Order, configuration: Configuration | None = None) -> Inputs:
    """The inputs of `newsfix convert`. Raises ValueError where sources and output do not go together."""
    search = finding.Selection(follow_links=order.follow_links)
    return Inputs(sources, configuration, replace(_places(sources, order), force=order.force), search)


def _places(sources: Sequence[str], order: Order) -> Places:
    to, output, shard_size, listed = order.to, order.output, order.shard_size, order.files_from is not None
    if shard_size is not None and (to != "jsonl" or output is None):
        raise ValueError("--shard-size needs --to jsonl and --output")
    if order.in_place:
        if output is not None or to != "markdown" or STDIN in sources:
            raise ValueError("--in-place takes files, and cannot be combined with --output or another format")
        return Places(in_place=True)
    if to == "jsonl":
        if output is not None and (shard_size or _is_folder(output)):
            directory, name = _place_of_shards(sources, output)
            shards = Shards(storage.join(directory, name), shard_size or SHARD_SIZE)
            return Places(directory=directory, suffix=SUFFIX["jsonl"], shards=shards)
        if output is not None and is_shard(output) and not is_lines(output):
            raise ValueError(f"--output {output} is an archive, and --to jsonl makes .jsonl or .jsonl.gz")
        return Places()
    many = listed or len(sources) > 1 or storage.is_directory(sources[0])
    if output is None or not (many or _is_folder(output)):
        _check_one_output(sources, output, many)
        return Places(output=output)
    _check_folder(sources, output)
    return Places(directory=output, suffix=SUFFIX[to], keep_paths=listed)


def _is_folder(output: str) -> bool:
    """Whether an output is a directory, or is to be one."""
    return storage.is_directory(output) or output.endswith(paths.SEPARATORS)


def _check_one_output(sources: Sequence[str], output: str | None, many: bool) -> None:
    """Raises ValueError where sources cannot go to one file, or to standard output."""
    if output is None and many:
        raise ValueError("several files need --output DIRECTORY, --to jsonl or --in-place")
    if output is None and is_shard(sources[0]):
        raise ValueError("a shard needs --output or --to jsonl")
    if output is not None and is_shard(sources[0]) != is_shard(output):
        raise ValueError(f"a shard goes to a directory or another shard, and --output {output} is neither")


def _check_folder(sources: Sequence[str], output: str) -> None:
    """Raises ValueError where sources cannot go to a directory."""
    if STDIN in sources:
        raise ValueError("standard input needs --output FILE")
    if storage.exists(output) and not storage.is_directory(output):
        raise ValueError(f"several files need a directory, and --output {output} is a file")
    if any(storage.is_directory(source) and storage.same(source, output) for source in sources):
        raise ValueError("--output is the source itself; see --in-place")


def _place_of_shards(sources: Sequence[str], output: str) -> tuple[str, str]:
    """The directory of shards and the name that is numbered. Raises ValueError where sources cannot go there."""
    directory, name = os.path.split(output)
    if storage.is_directory(output) or not name:
        directory, name = output, PART
    elif not is_lines(name):
        raise ValueError(f"--output {output} is neither a directory nor the name of a .jsonl or .jsonl.gz file")
    if STDIN in sources:
        raise ValueError("standard input cannot be written as shards")
    if any(storage.is_directory(source) and storage.same(source, directory or ".") for source in sources):
        raise ValueError("--output is the source itself")
    return directory, name
