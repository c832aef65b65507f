"""A loader for PyYAML whose data is the tree of nodes, untyped; libyaml's where PyYAML was built with it.

This module loads PyYAML: import it where a header is read.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    Fastest = yaml.SafeLoader
else:  # libyaml reads in a tenth of the time
    Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(Fastest):
    """Gives nodes in which each scalar is a text, with a tag only where the source has one."""

    # No tag here depends on where a node is; C functions that do nothing cost least.
    descend_resolver: Any = is_
    ascend_resolver: Any = int

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return "" if kind is yaml.ScalarNode and implicit[0] else "!"

    def get_single_data(self) -> Any:
        return self.get_single_node()
