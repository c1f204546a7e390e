"""A tap piped into a target. `meltano.py URL PAGE THREADS FOLDER TAP_PYTHON TARGET_PYTHON`

Its pages come one after the other; THREADS is not used. Both are processes whose start counts.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    url, page, _threads, folder, tap_python, target_python = sys.argv[1:]
    config, target_config = Path(folder) / "tap.json", Path(folder) / "target.json"
    config.write_text(json.dumps({"url": url, "page": int(page)}))
    target_config.write_text(json.dumps({"destination_path": folder, "custom_name": "rows"}))
    tap_command = [tap_python, HERE / "meltano_tap.py", "--config", config]
    target_command = [target_python, HERE / "meltano_target.py", "--config", target_config]
    began = time.monotonic()
    with (
        subprocess.Popen(tap_command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as tap,
        subprocess.Popen(
            target_command, stdin=tap.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as target,
    ):
        pass
    seconds = time.monotonic() - began
    if tap.returncode or target.returncode:
        sys.exit(f"tap and target ended with {tap.returncode} and {target.returncode}")
    ids = set()
    for path in Path(folder).glob("*.jsonl"):
        ids |= {json.loads(line)["id"] for line in path.read_text().splitlines()}
    print(json.dumps({"rows": len(ids), "seconds": seconds}))


if __name__ == "__main__":
    main()
