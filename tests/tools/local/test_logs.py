"""What people read comes at once, also through a pipe."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SAYS_AND_STAYS = """
import pathlib, sys, threading
from local import logs
with logs.to_file(pathlib.Path(sys.argv[1])) as terminal:
    print("ready", file=terminal)
    sys.stdin.read()
"""


def test_a_line_arrives_before_the_process_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAYS_AND_STAYS, str(tmp_path / "log")]
    with subprocess.Popen(
        command, cwd=ROOT, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.communicate()
