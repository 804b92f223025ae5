"""Makes the invented tickets beside this file importable: by the tests here, and by the benchmark in the same way."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
