"""The most memory a process held: of itself, or of a module run as a command, `python -m eval.peak MODULE WORD …`.

Read from VmHWM, which begins anew with the program. `ru_maxrss` does not: a child is born with its parent's figure
(Linux keeps it across exec), so that a small program started by a large one looks large.
"""

import re
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.errors import ConfigError

_STATUS = Path("/proc/self/status")
_LINE = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_SAID = "peak megabytes: "


def peak_megabytes() -> float | None:
    """The most memory that this process held so far, in MiB; None where the system does not tell (all but Linux)."""
    try:
        found = _LINE.search(_STATUS.read_text(encoding="utf-8"))
    except OSError:
        return None
    return int(found[1]) / 1024 if found else None


def run_module(words: Sequence[str], env: Mapping[str, str], *, allowed: Sequence[int] = (0,)) -> float | None:
    """Run `python -m WORDS` in a fresh process; its peak in MiB, None where the system does not tell.

    Raises ConfigError with what it said where it ends with another status than the allowed ones.
    """
    command = [sys.executable, "-m", "eval.peak", *words]
    done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    said, _, peak = done.stderr.decode(errors="replace").rpartition(_SAID)
    if done.returncode not in allowed:
        last = said.strip().rpartition("\n")[2]
        raise ConfigError(
            f"“python -m {' '.join(words)}” ended with status {done.returncode} ({last}); mend that first"
        )
    return float(peak) if peak.strip() not in ("", "None") else None


def _main(words: Sequence[str]) -> None:
    sys.argv = list(words)
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    finally:
        sys.stderr.write(f"{_SAID}{peak_megabytes()}\n")


if __name__ == "__main__":
    _main(sys.argv[1:])
