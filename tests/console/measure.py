"""`python -m tests.console.measure`: how long pages take until they show what one came for.

In Chromium, of the whole product with DynamoDB Local, looked at with each frame. Figures go into
benchmarks/console.json and from there into docs/performance.md.
"""

import json
import re
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterator
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.console_table import GOALS, SECTION
from benchmarks.results import origin
from tests.console.product import SYSTEMS, Product, launch, running, sign_in

INVOICES = 100_000
REVENUE, FOUND = "/reports/revenue", "/reports/invoices"

type Took = Iterator[tuple[str, float]]


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.console.measure", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    seconds: dict[str, list[float]] = defaultdict(list)
    with (
        running("--invoices", str(INVOICES), "--dynamodb", "local") as product,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for _ in range(rounds):
            for name, took in [*signing_in(browser, product), *visits(browser, product)]:
                seconds[name].append(took)
    figures = {name: figures_of(seconds[name]) for name in GOALS}
    SECTION.keep({**origin(), "rounds": rounds, "invoices": INVOICES, "seconds": figures})
    SECTION.write()


def figures_of(seconds: list[float]) -> dict[str, float]:
    of_all = {"median": median(seconds), "least": min(seconds), "most": max(seconds)}
    return {name: round(figure, 2) for name, figure in of_all.items()}


def signing_in(browser: Browser, product: Product) -> Took:
    """In a browser that has loaded the console, for the page that asks one to sign in."""
    page = browser.new_page()
    page.goto(product.url + SYSTEMS)
    page.get_by_role("button", name="Sign in").click()
    person = page.get_by_role("button", name=re.compile("admin"))
    person.wait_for()
    yield (
        "List of systems, from the click that signs in",
        seconds(page, person.click, shown("a", "Demo hosting")),
    )
    page.context.close()


def visits(browser: Browser, product: Product) -> Took:
    page = browser.new_page()
    sign_in(page, product)

    def anew(path: str, until: str) -> float:
        page.goto("about:blank")
        return seconds(page, lambda: page.goto(product.url + path), until)

    total = shown("th", "Total")
    yield "Overview, loaded anew", anew("/", shown("h2", "Unpaid"))
    yield "Revenue, loaded anew", anew(REVENUE, f"{total} && {CHART}")
    page.get_by_role("link", name="List of systems").click()
    page.get_by_role("link", name="Demo hosting").wait_for()
    back = page.get_by_role("link", name="Revenue", exact=True)
    yield "Revenue, from another page and back", seconds(page, back.click, f"{total} && {CHART}")

    totals, more = shown("h2", "Totals"), shown("button", "Show all")
    three = "status=Unpaid&status=Cancelled&status=Refunded"
    yield "Invoices: the unpaid ones", anew(f"{FOUND}?status=Unpaid", totals)
    yield "Invoices: three statuses", anew(f"{FOUND}?{three}", totals)
    first = anew(f"{FOUND}?status=Paid", more)
    yield "Invoices: the first 10,000 paid ones", first
    show_all = page.get_by_role("button", name="Show all")
    yield "Invoices: all paid ones", first + seconds(page, show_all.click, totals)
    page.context.close()


CHART = "document.querySelector('[role=application]')"


def shown(element: str, text: str) -> str:
    """Whether an element with this text is in the page: the whole text, or its first line."""
    texts = (
        f"[...document.querySelectorAll('{element}')].map((one) => one.innerText.split('\\n')[0])"
    )
    return f"{texts}.includes({json.dumps(text)})"


def seconds(page: Page, do: Callable[[], object], until: str) -> float:
    started = time.monotonic()
    do()
    page.wait_for_function(f"() => {until}")
    return time.monotonic() - started


if __name__ == "__main__":
    main()
