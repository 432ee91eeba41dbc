import subprocess
import sys
from pathlib import Path

import pytest

from index.lock import HOLDER_FILE, build_lock
from ingest.errors import IndexLocked

HOLD_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from index.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_UNTIL_KILLED, str(tmp_path)], stdout=subprocess.PIPE
    ) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            with (
                pytest.raises(IndexLocked, match=f"built by process {holder.pid} on "),
                build_lock(tmp_path),
            ):
                pass
        finally:
            holder.kill()
    # A killed process leaves its note behind, but not its lock.
    assert (tmp_path / HOLDER_FILE).exists()
    with build_lock(tmp_path):
        pass
    assert not (tmp_path / HOLDER_FILE).exists()


def test_lock_is_released_when_the_build_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="boom"), build_lock(tmp_path):
        raise RuntimeError("boom")
    with build_lock(tmp_path):
        pass


def test_two_builds_of_one_process_do_not_meet(tmp_path: Path) -> None:
    with build_lock(tmp_path), pytest.raises(IndexLocked), build_lock(tmp_path):
        pass
