"""Three months of three hosting companies, without anybody doing anything.

The schedule's function is called on a clock that is set; nothing waits. The summer time of two
zones begins meanwhile, one WHMCS refuses us for two days, another asks for a Sync after its own
tasks each day, and somebody stops an execution.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from time import time as real_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounting.domain.rates import Rate
from accounting.domain.syncs import daily_sync_id, hook_sync_id
from accounting.tables import systems_table
from local.demo import RATES, expected
from local.running import PASSWORD, USERNAME, Running
from local.simulator import Simulator, a_day_of_business, demo_installation
from tests.fakes.simulated_time import SimulatedTime, simulated
from tests.fakes.subscriber import Subscriber, subscribed
from tests.integration.hook_messages import Sender, sender_of
from tests.integration.http import Http
from tests.workflow.connected_system import ConnectedSystem, execution, stop
from tests.workflow.mailbox import Mailbox
from tests.workflow.watched import Watched

REFUSED = [date(2027, 3, 27), date(2027, 3, 28)]
STOPPED = date(2027, 3, 30)
# From when on which are on; a system has not succeeded for 36 hours at 06:00 of the day before.
ALARMS = [
    (datetime(2027, 3, 27, 6, tzinfo=UTC), {"SyncFailedAlarm"}),
    (datetime(2027, 3, 27, 18, tzinfo=UTC), {"SyncFailedAlarm", "NotSynchronisedAlarm"}),
    (datetime(2027, 3, 29, 5, tzinfo=UTC), set()),
    (datetime(2027, 3, 30, 4, tzinfo=UTC), {"SyncFailedAlarm"}),
    (datetime(2027, 3, 30, 16, tzinfo=UTC), set()),
]
MINUTES, HOUR = timedelta(minutes=15), timedelta(hours=1)
WHMCS_CRON = time(3, 30)


@dataclass
class Company:
    """`sender`: what its WHMCS signs with."""

    name: str
    time_zone: str
    sync_at: str
    every: int
    simulator: Simulator
    system: ConnectedSystem
    sender: Sender | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def due(self, begin: datetime, end: datetime) -> list[datetime]:
        """When its syncs are to start, day by day."""
        hour, again = time.fromisoformat(self.sync_at), timedelta(minutes=self.every)
        days = [begin.date() + timedelta(days=number) for number in range(-2, (end - begin).days)]
        moments = [
            self.local(day, hour) + number * again
            for day in days
            for number in range(1440 // self.every)
        ]
        return [moment for moment in moments if begin < moment < end]

    def business(self, day: date) -> None:
        installation = self.simulator.installation
        installation.today = day
        a_day_of_business(installation, seed=day.toordinal())


@dataclass
class Quarter:
    """From `begin` on, until `end`. `starts`: syncs in their order. `mails`: with their day.
    `alarms`: from when on which were on. `events`: as they were published."""

    running: Running
    http: Http
    companies: list[Company]
    clock: SimulatedTime
    watched: Watched
    mailbox: Mailbox
    subscriber: Subscriber
    begin: datetime
    end: datetime
    next_due: datetime
    starts: list[str] = field(default_factory=list)
    mails: list[tuple[date, str]] = field(default_factory=list)
    alarms: list[tuple[datetime, set[str]]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def pass_by(self) -> None:
        for number in range((self.end - self.begin) // MINUTES):
            self._at(self.begin + number * MINUTES)

    def _at(self, moment: datetime) -> None:
        self.clock.moment = moment
        asked = [one for one in self.companies if self._lives(one, moment)]
        for company in asked:
            self._ask(company, moment)
        due = self.next_due <= moment
        if due or asked or moment.minute == 0:  # In between the function finds nothing to do.
            result = self.watched.quarter(moment)
            assert not result.error, result.payload
            self._follow(json.loads(result.payload)["started"])
            self._look(moment)

    def _lives(self, company: Company, moment: datetime) -> bool:
        """What a day brings; whether its WHMCS asks for a Sync now."""
        local = moment.astimezone(company.zone)
        if local.time() == time():
            if local.date() < self.end.date():  # What nobody has copied is not to be compared.
                company.business(local.date())
            company.simulator.faults.clear()
            if company.name == "North" and local.date() in REFUSED:
                company.simulator.faults.always("wrong_secret")
            if company.name == "Spree" and local.date() == STOPPED:
                company.simulator.before_request = lambda _: self._stop(company)
        return bool(company.sender) and local.time() == WHMCS_CRON

    def _ask(self, company: Company, moment: datetime) -> None:
        assert company.sender
        late = int(real_time()) - int(moment.timestamp())
        answer = company.sender.send(late=late)
        assert (answer.status_code, answer.json()["state"]) == (202, "started")
        self._follow([answer.json()["sync_id"]])

    def _stop(self, company: Company) -> None:
        """In the middle of a step, which then fails: else moto would let it come to its end."""
        company.simulator.before_request = None
        company.simulator.faults.plan("wrong_secret")
        lease = company.system.system.lease
        assert lease
        stop(self.running, lease.sync_id)

    def _follow(self, sync_ids: list[str]) -> None:
        """To their ends."""
        for sync_id in sync_ids:
            self.running.stack.wait(execution(self.running, sync_id))
        self.starts += sync_ids
        self.next_due = min(one.system.system.due_at or self.end for one in self.companies)

    def _look(self, moment: datetime) -> None:
        self.watched.look(moment)
        self.watched.cloudwatch.forget((moment - 2 * HOUR).timestamp())
        on = self.watched.alarms(moment)
        if on != (self.alarms[-1][1] if self.alarms else set()):
            self.alarms.append((moment, on))
        self.mails += [(moment.date(), subject) for subject, _ in self.mailbox.mails()]
        self.events += self.subscriber.heard()

    def figures(self, company: Company) -> dict[str, dict[str, str]]:
        """Revenue by month."""
        answer = self.http.get(f"/revenue?system_id={company.system.system_id}").json()
        keys = ("net", "tax", "gross")
        return {row["period"]: {key: row[key] for key in keys} for row in answer["rows"]}

    def published(self, company: Company) -> Counter[str]:
        """How many events of each type; months that changed are a matter of chance."""
        return Counter(
            event["detail-type"]
            for event in self.events
            if event["detail"]["system_id"] == company.system.system_id
            and event["detail-type"] != "RevenueChanged"
        )


# The short one has what happens, and Berlin's summer time; New York's begins on 14 March.
LENGTHS = [
    pytest.param((date(2027, 3, 26), date(2027, 4, 1)), id="a week"),
    pytest.param(
        (date(2027, 1, 1), date(2027, 4, 1)),
        id="the quarter",
        marks=[pytest.mark.deep, pytest.mark.timeout(1200)],
    ),
]


@pytest.fixture
def quarter(
    running: Running, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> Iterator[Quarter]:
    begin, end = (datetime.combine(day, time(), UTC) for day in request.param)
    with ExitStack() as undo:
        http = Http(running, running.token())
        undo.callback(http.close)
        clock = undo.enter_context(simulated(begin - timedelta(days=1)))
        companies = [
            connected(running, undo, begin, "North", "Europe/Berlin", "06:00", 1440),
            connected(running, undo, begin, "Hudson", "America/New_York", "05:30", 1440),
            connected(running, undo, begin, "Spree", "Europe/Berlin", "05:00", 720),
        ]
        for company in companies:
            assert company.system.sync("full").state == "succeeded"
            systems_table.move_on(
                company.system.system, company.system.system.settings.next_sync_after(begin)
            )
        hudson = companies[1]
        hudson.sender = sender_of(http, f"/systems/{hudson.system.system_id}")
        mailbox = Mailbox(running.stack.resources["AlarmTopic"])
        undo.callback(mailbox.close)
        subscriber = undo.enter_context(subscribed(running.stack.outputs["EventBusName"]))
        watched = Watched(running, capsys)
        yield Quarter(
            running,
            http,
            companies,
            clock,
            watched,
            mailbox,
            subscriber,
            begin,
            end,
            next_due=begin,
        )


def connected(
    running: Running,
    undo: ExitStack,
    begin: datetime,
    name: str,
    time_zone: str,
    sync_at: str,
    every: int,
) -> Company:
    installation = demo_installation(40, today=begin.date() - timedelta(days=1), seed=len(name))
    simulator = undo.enter_context(Simulator(installation, identifier=USERNAME, secret=PASSWORD))
    rates = tuple(Rate(currency, rate) for currency, rate in RATES.items())
    schedule: dict[str, Any] = {"time_zone": time_zone, "sync_at": sync_at, "every": every}
    system = ConnectedSystem(running, simulator=simulator, name=name, rates=rates, **schedule)
    return Company(name, time_zone, sync_at, every, simulator, system)


@pytest.mark.parametrize("quarter", LENGTHS, indirect=True)
def test_companies_are_synchronised_by_themselves(quarter: Quarter) -> None:
    quarter.pass_by()
    _, hudson, _ = quarter.companies
    days = [
        quarter.begin.date() + timedelta(days=number)
        for number in range((quarter.end - quarter.begin).days)
    ]
    starts = [hook_sync_id(hudson.local(day, WHMCS_CRON), hudson.system.system_id) for day in days]
    for company in quarter.companies:
        due = company.due(quarter.begin, quarter.end)
        starts += [daily_sync_id(at, company.system.system_id) for at in due]
    assert Counter(quarter.starts) == Counter(starts)
    assert quarter.mails == [
        (REFUSED[0], "North: sync failed"),
        (date(2027, 3, 29), "North: syncs succeed again"),
        (STOPPED, "Spree: sync failed"),
        (STOPPED, "Spree: syncs succeed again"),
    ]
    assert quarter.alarms == ALARMS
    assert [quarter.published(one) for one in quarter.companies] == [
        Counter(SyncStarted=count, SyncSucceeded=count - failed, SyncFailed=failed)
        for count, failed in ((len(days), 2), (2 * len(days), 0), (2 * len(days), 1))
    ]
    assert [quarter.figures(one) for one in quarter.companies] == [
        expected(one.simulator.installation) for one in quarter.companies
    ]
