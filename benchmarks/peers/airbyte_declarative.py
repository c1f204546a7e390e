# /// script
# requires-python = "==3.13.*"
# dependencies = ["airbyte-cdk==7.39.1"]
# ///
"""Airbyte's declarative source; its records into SQLite.

`airbyte_declarative.py URL PAGE THREADS FOLDER`. Its pages come one after the other; THREADS is not
used. The source is a process of its own, whose start counts.
"""

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import yaml

MANIFEST = Path(__file__).with_name("airbyte.yaml")
KEPT = "insert into invoices values (?, ?) on conflict (id) do update set row = excluded.row"


def main() -> None:
    url, page, _threads, folder = sys.argv[1:]
    began = time.monotonic()
    database = sqlite3.connect(Path(folder) / "airbyte.sqlite")
    database.execute("create table invoices (id integer primary key, row text)")
    with subprocess.Popen(command(url, int(page), Path(folder)), stdout=subprocess.PIPE) as source:
        for line in source.stdout:
            if b'"type":"RECORD"' in line:
                row = json.loads(line)["record"]["data"]
                database.execute(KEPT, (row["id"], json.dumps(row)))
    database.commit()
    seconds = time.monotonic() - began
    if source.returncode:
        sys.exit(f"the source ended with {source.returncode}")
    rows = database.execute("select count(*) from invoices").fetchone()[0]
    print(json.dumps({"rows": rows, "seconds": seconds}))


def command(url: str, page: int, folder: Path) -> list[str]:
    manifest = yaml.safe_load(MANIFEST.read_text())
    paginator = manifest["streams"][0]["retriever"]["paginator"]
    paginator["pagination_strategy"]["page_size"] = page
    stream = {"name": "invoices", "json_schema": {"type": "object"}}
    wanted = {
        "stream": {**stream, "supported_sync_modes": ["full_refresh"]},
        "sync_mode": "full_refresh",
        "destination_sync_mode": "overwrite",
    }
    config, catalog = folder / "config.json", folder / "catalog.json"
    config.write_text(json.dumps({"url": url, "__injected_declarative_manifest": manifest}))
    catalog.write_text(json.dumps({"streams": [wanted]}))
    program = Path(sys.executable).with_name("source-declarative-manifest")
    return [str(program), "read", "--config", str(config), "--catalog", str(catalog)]


if __name__ == "__main__":
    main()
