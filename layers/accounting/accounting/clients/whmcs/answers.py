"""From the bytes of an answer to a page of invoices, or to the error the answer stands for."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from accounting.clients.whmcs.refusals import refusal, wrong_address
from accounting.clients.whmcs.rows import invoices_of
from accounting.domain.errors import PageTooLarge, SourceMalformed, SourceUnavailable
from accounting.engine.ports import Page

SHOWN = 200
# A step of 5,000 invoices has 145,000 values, and some commas in its notes.
MOST_VALUES, MOST_ROWS = 1_000_000, 50_000
_OVERLOADED = "Look into the error log of its web server or PHP. A smaller step asks less of it."
_NOTICES = 20_000  # Characters: how much PHP may have to say before the answer begins,
_MOST_BRACES = 20  # and what may look like a beginning in there.
_BEGINNING = re.compile(r'\{\s*["}]')
_TOO_LARGE = re.compile(r"Allowed memory size|Maximum execution time|Out of memory", re.IGNORECASE)
_PLAIN_FIELD = re.compile(
    r'"(?:(?:result|status)"\s*:\s*"(?:success|error)"'
    r'|(?:totalresults|startnumber|numreturned)"\s*:\s*(?:"\d{0,12}"|\d{1,12}))'
)
_NAMES = re.compile(
    r'"(?:result|message|status|totalresults|startnumber|numreturned|invoices|invoice|id|userid'
    r"|firstname|lastname|companyname|invoicenum|date|duedate|datepaid|subtotal|credit|tax|tax2"
    r'|total|currencycode|notes)"'
)
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"?')


def page_of(status: int, headers: Mapping[str, str], body: bytes, start: int) -> Page:
    """Raises every SourceError there is but SourceShrank."""
    _check_size(body)
    text = body.strip().decode("utf-8", errors="replace")
    answer = _json_of(text)
    if answer is None:
        raise _without_json(status, headers, text)
    outcome = _word(answer.get("result") or answer.get("status")).lower()
    if outcome == "error":
        raise refusal(_word(answer.get("message")))
    if status >= 500 or status == 429:
        raise _unavailable(status, headers)
    if outcome != "success":
        raise SourceMalformed(f"The answer says neither success nor error: {shown(text)}")
    return Page(start, invoices_of(_rows(answer)), _total(answer, text))


def _check_size(body: bytes) -> None:
    """A value takes up to 200 bytes of memory, however short it is written. Before each one stands
    a comma or a bracket; commas in texts count as well, which a smaller page has fewer of."""
    if sum(map(body.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise PageTooLarge(f"The answer holds more than {MOST_VALUES} values.")


def _json_of(text: str) -> dict[str, Any] | None:
    """The object in `text`, also behind a PHP notice: from the first { whose rest is valid JSON."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    for match in islice(_BEGINNING.finditer(text, 0, _NOTICES), _MOST_BRACES):
        try:
            answer, end = decoder.raw_decode(text, match.start())
        except (ValueError, ArithmeticError, RecursionError):
            if match.start() == 0:
                return None
            continue
        if isinstance(answer, dict) and not text[end:].strip():
            return answer
    return None


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _without_json(status: int, headers: Mapping[str, str], text: str) -> Exception:
    if _TOO_LARGE.search(text) or (status in {200, 500} and not text):
        return PageTooLarge(
            "The answer is empty, or ends with the server's memory or time used up.", _OVERLOADED
        )
    if 300 <= status < 400:
        return wrong_address("The address redirects to another one; redirects are not followed.")
    if status in {404, 405, 410}:
        return wrong_address(f"There is no WHMCS API at this address (HTTP {status}).")
    if status == 401:
        return wrong_address("The server asks for a login of its own (HTTP 401).")
    if status == 500:
        return PageTooLarge("The server failed (HTTP 500).", _OVERLOADED)
    if text.startswith("<") or status != 200:
        return _unavailable(status, headers)
    return SourceMalformed(f"The answer is not JSON: {shown(text)}")


def _unavailable(status: int, headers: Mapping[str, str]) -> SourceUnavailable:
    return SourceUnavailable(
        f"The server answered with HTTP {status} and no data: maintenance, a firewall or too many "
        "requests.",
        "Look whether WHMCS is under maintenance, and whether a firewall or a proxy in front of it "
        "blocks our address.",
        retry_after=_seconds_asked(headers),
    )


def _seconds_asked(headers: Mapping[str, str]) -> int | None:
    """Retry-After in seconds; it may also be a moment, by the clock of the header `Date`."""
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return int(asked)
    try:
        moment, now = (parsedate_to_datetime(text) for text in (asked, headers.get("date", "")))
        return max(0, round((moment - now).total_seconds()))
    except (ValueError, TypeError):
        return None


def _rows(answer: dict[str, Any]) -> list[Any]:
    """`invoices` comes as an object with a list, and for few or no rows in many other shapes."""
    invoices = answer.get("invoices") or {}
    rows = invoices.get("invoice") or [] if isinstance(invoices, dict) else invoices
    if isinstance(rows, dict):
        rows = [rows] if "id" in rows else list(rows.values())
    if not isinstance(rows, list):
        raise SourceMalformed("The answer holds no list of invoices.")
    if len(rows) > MOST_ROWS:
        raise PageTooLarge(f"The answer lists more than {MOST_ROWS} invoices.")
    return rows


def _total(answer: dict[str, Any], text: str) -> int:
    given = answer.get("totalresults")
    total = str(given).strip() if isinstance(given, str | int) else ""
    if not re.fullmatch(r"[0-9]{1,15}", total):
        raise SourceMalformed(f"The answer has no total number of invoices: {shown(text)}")
    return int(total)


def shown(text: str) -> str:
    """The beginning of an answer, fit to be shown: every text but the envelope's own is masked."""
    text = text[: 4 * SHOWN]
    masked, position = [], 0
    for match in _TEXT.finditer(text):
        if match.start() < position:
            continue  # The value of a field that is shown.
        plain = _PLAIN_FIELD.match(text, match.start())
        before = text[position : match.start()]
        is_name = text[match.end() : match.end() + 1] == ":" and _NAMES.fullmatch(match[0])
        masked += [_words_masked(before), match[0] if plain or is_name else '"***"']
        position = match.end()
        if plain:
            masked.append(text[match.end() : plain.end()])
            position = plain.end()
    masked.append(_words_masked(text[position:]))
    return "".join(masked)[:SHOWN]


def _words_masked(text: str) -> str:
    return re.sub(r"[^\s{}\[\]:,<>/=]+", "***", text)
