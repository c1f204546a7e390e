# /// script
# requires-python = "==3.13.*"
# dependencies = ["singer-sdk==0.54.9", "requests"]
# ///
"""A tap made with Meltano's SDK; its target, `meltano_target.py`, writes JSON lines."""

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.pagination import OffsetPaginator
from whmcs_form import FORM

FIELDS = [
    "invoicenum",
    "date",
    "duedate",
    "datepaid",
    "total",
    "subtotal",
    "status",
    "currencycode",
    "updated_at",
]


class Pages(OffsetPaginator):
    def has_more(self, response):
        answer = response.json()
        read = self.current_value + answer["numreturned"]
        return read < answer["totalresults"] and answer["numreturned"] > 0

    def get_next(self, _response):
        return self.current_value + self._page_size


class Invoices(RESTStream):
    name, path, http_method = "invoices", "/includes/api.php", "POST"
    primary_keys = ("id",)
    records_jsonpath = "$.invoices.invoice[*]"
    payload_as_json = False
    schema = th.PropertiesList(
        th.Property("id", th.IntegerType), *(th.Property(name, th.StringType) for name in FIELDS)
    ).to_dict()

    @property
    def url_base(self):
        return self.config["url"]

    @property
    def http_headers(self):
        return {}

    def get_new_paginator(self):
        return Pages(0, self.config["page"])

    def prepare_request_payload(self, context, next_page_token):  # noqa: ARG002
        return FORM | {"limitstart": next_page_token or 0, "limitnum": self.config["page"]}


class TapWhmcs(Tap):
    name = "tap-whmcs"
    config_jsonschema = th.PropertiesList(
        th.Property("url", th.StringType, required=True),
        th.Property("page", th.IntegerType, required=True),
    ).to_dict()

    def discover_streams(self):
        return [Invoices(self)]


if __name__ == "__main__":
    TapWhmcs.cli()
