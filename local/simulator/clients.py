"""Invented clients, and the days on which their plans renew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

FIRST_NAMES = (
    "Aurelia",
    "Balthasar",
    "Cosima",
    "Dagobert",
    "Eleonora",
    "Frédéric",
    "Giuseppina",
    "Henrike",
)
LAST_NAMES = (
    "Achterberg",
    "Brinkmöller",
    "Czerny-Dahl",
    "Dünnwald",
    "Eschenbrück",
    "Fitzwilliam",
    "Grünspan",
    "O&#039;Hollerhan",
)
COMPANIES = (
    "",
    "",
    "M&uuml;ller &amp; Söhne",
    "Bäckerei Kornblum GmbH",
    "Northwind &amp; Partners LLC",
    "Ateliers Boisvert SARL",
    "Quillfeather Studios",
)
NOTES = (
    *("",) * 12,
    "Called back on +49 30 901820, will pay on Friday",
    "Write to accounts@quillfeather.example, not to the owner",
    "Discount agreed with the client&#039;s brother-in-law",
)
PLANS = tuple(map(Decimal, ("4.90", "9.90", "14.50", "29.00", "49.00", "119.00")))
# Currency, tax rate, second tax rate; in percent. The last one is Québec's.
PLACES = (
    *(("EUR", Decimal(19), Decimal(0)),) * 5,
    *(("EUR", Decimal(20), Decimal(0)),) * 2,
    *(("EUR", Decimal(0), Decimal(0)),) * 2,
    *(("USD", Decimal(0), Decimal(0)),) * 4,
    ("USD", Decimal(5), Decimal("9.975")),
)
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody with one plan, paid by the month or by the year."""

    number: int
    firstname: str
    lastname: str
    companyname: str
    currency: str
    taxrate: Decimal
    taxrate2: Decimal
    price: Decimal
    months: int
    paymentmethod: str
    since: date
    until: date

    def renewals(self) -> Iterator[date]:
        """The days with an invoice, the first one included."""
        month = self.since.year * 12 + self.since.month - 1
        while (day := date(month // 12, month % 12 + 1, self.since.day)) <= self.until:
            yield day
            month += self.months


def invented_client(rng: Random, number: int, years: int, today: date) -> Client:
    """A client who came some time in the last `years`, and may have left again."""
    currency, taxrate, taxrate2 = rng.choice(PLACES)
    months = rng.choice((1, 1, 12))
    since = today - timedelta(days=rng.randrange(years * DAYS_OF_A_YEAR))
    stays = timedelta(days=rng.choice((200, 700, 10_000, 10_000)))
    return Client(
        number=number,
        firstname=rng.choice(FIRST_NAMES),
        lastname=rng.choice(LAST_NAMES),
        companyname=rng.choice(COMPANIES),
        currency=currency,
        taxrate=taxrate,
        taxrate2=taxrate2,
        price=rng.choice(PLANS) * (10 if months > 1 else 1),
        months=months,
        paymentmethod=rng.choice(("banktransfer", "paypal", "stripe")),
        since=since.replace(day=min(since.day, 28)),
        until=min(today, since + stays),
    )
