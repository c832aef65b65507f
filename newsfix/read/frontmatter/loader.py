"""A loader for PyYAML whose data is the tree of nodes, untyped; libyaml's where PyYAML was built with it.

This module loads PyYAML: import it where a header is read.
"""

from __future__ import annotations

from operator import is_
from typing import Any

import yaml


class _Untyped:
    # No tag here depends on where a node is; C functions that do nothing cost least.
    descend_resolver = is_
    ascend_resolver = int

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return "" if kind is yaml.ScalarNode and implicit[0] else "!"

    def get_single_data(self) -> Any:
        return self.get_single_node()  # type: ignore[attr-defined]


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    class Loader(_Untyped, CParser):
        pass

else:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class Loader(_Untyped, Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        def dispose(self) -> None:
            Parser.dispose(self)
