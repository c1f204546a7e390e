# /// script
# requires-python = "==3.13.*"
# dependencies = ["dlt[duckdb]==1.31.0", "pyarrow==26.0.1"]
# ///
"""dlt's REST API source into DuckDB, merged by id. `dlt_rest_api.py URL PAGE THREADS FOLDER`

Its pages come one after the other; THREADS is not used.
"""

import json
import os
import sys
import time

os.environ |= {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "ERROR"}

import dlt
from dlt.sources.helpers.rest_client.paginators import OffsetPaginator
from dlt.sources.rest_api import rest_api_source
from whmcs_form import FORM


class FormOffset(OffsetPaginator):
    """WHMCS wants offset and limit in the form; dlt has them in query or JSON only."""

    def update_request(self, request):
        page = {"limitstart": self.current_value, "limitnum": self.limit}
        request.data = {**(request.data or {}), **page}


def main() -> None:
    url, page, _threads, folder = sys.argv[1:]
    paging = FormOffset(
        limit=int(page),
        offset_param="limitstart",
        limit_param="limitnum",
        total_path="totalresults",
    )
    endpoint = {
        "path": "includes/api.php",
        "method": "POST",
        "data_selector": "invoices.invoice",
        "data": FORM,
        "paginator": paging,
    }
    invoices = {
        "name": "invoices",
        "primary_key": "id",
        "write_disposition": "merge",
        "endpoint": endpoint,
    }
    began = time.monotonic()
    source = rest_api_source({"client": {"base_url": url}, "resources": [invoices]}, name="whmcs")
    pipeline = dlt.pipeline(
        "whmcs",
        destination=dlt.destinations.duckdb(f"{folder}/dlt.duckdb"),
        dataset_name="whmcs",
        pipelines_dir=f"{folder}/state",
    )
    pipeline.run(source, loader_file_format="parquet")  # The quickest of those it has for DuckDB.
    seconds = time.monotonic() - began
    with pipeline.sql_client() as client:
        rows = client.execute_sql("select count(distinct id) from invoices")[0][0]
    print(json.dumps({"rows": rows, "seconds": seconds}))


if __name__ == "__main__":
    main()
