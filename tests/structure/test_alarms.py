"""Who hears when something fails: what is watched, how, and where the message goes.

That each alarm goes off for its cause is tests/workflow/test_alarms_go_off.py.
"""

import json
import re

import pytest

from tests.structure.project import (
    FUNCTIONS,
    RESOURCES,
    ROOT,
    STATE_MACHINES,
    TEMPLATE,
    arn,
    of_type,
    properties,
    ref,
)

ALARMS = of_type("AWS::CloudWatch::Alarm")
# NotifyFunction writes of each cause, and says which system it is.
WITHOUT_MAIL = {"SyncFailedAlarm"}
RUNBOOKS = (ROOT / "docs/operations.md").read_text()


def test_every_alarm_has_its_runbook() -> None:
    section = RUNBOOKS.split("\n## Alarms\n")[1].split("\n## ")[0]
    headings = re.findall(r"^### (\w+)$", section, re.MULTILINE)
    assert [f"{heading}Alarm" for heading in headings] == list(ALARMS)


@pytest.mark.parametrize("name", ALARMS)
def test_alarm_says_what_it_is_about_and_tells_the_topic(name: str) -> None:
    given = properties(name)
    assert given["AlarmDescription"].endswith(".")
    assert given.get("AlarmActions", []) == ([] if name in WITHOUT_MAIL else [ref("AlarmTopic")])
    assert "Condition" not in RESOURCES[name]


@pytest.mark.parametrize("name", ALARMS)
def test_alarm_watches_something_that_there_is(name: str) -> None:
    given = properties(name)
    for one in given.get("Dimensions", []):
        match one["Name"], one["Value"]:
            case "service", str(service):
                assert f"functions/{service}" in {
                    function["Properties"]["CodeUri"] for function in FUNCTIONS.values()
                }
            case "FunctionName", {"Ref": str(function)}:
                assert function in FUNCTIONS
            case "StateMachineArn", {"Ref": str(machine)}:
                assert machine in STATE_MACHINES
            case "QueueName", {"Fn::GetAtt": ["FailedEvents", "QueueName"]}:
                pass
            case other:
                assert other == ("ApiId", ref("HttpApi"))


def test_dashboard_shows_every_alarm_and_metrics_that_there_are() -> None:
    assert properties("Dashboard")["DashboardName"] == ref("AWS::StackName")
    text = properties("Dashboard")["DashboardBody"]["Fn::Sub"]
    named = set(re.findall(r"\$\{([A-Za-z]\w*)(?:\.Arn)?\}", text))
    assert named <= RESOURCES.keys()
    assert {name for name in named if name.endswith("Alarm")} == ALARMS.keys()
    widgets = json.loads(text)["widgets"]
    for widget in widgets:
        assert widget["x"] + widget["width"] <= 24
        assert widget["properties"]["title"]
    own = {
        metric[1]
        for widget in widgets
        for metric in widget["properties"].get("metrics", [])
        if metric[0] == "${AWS::StackName}"
    }
    told = set(re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \|", RUNBOOKS, re.MULTILINE))
    assert own <= {name for names in told for name in names}


def test_topic_sends_mail_to_the_address_that_was_given() -> None:
    subscription = RESOURCES["AlarmSubscription"]
    assert subscription["Condition"] == "HasAlarmEmail"
    assert TEMPLATE["Conditions"]["HasAlarmEmail"] == {
        "Fn::Not": [{"Fn::Equals": [ref("AlarmEmail"), ""]}]
    }
    assert subscription["Properties"] == {
        "TopicArn": ref("AlarmTopic"),
        "Protocol": "email",
        "Endpoint": ref("AlarmEmail"),
    }


def test_every_quarter_of_an_hour_is_looked_what_is_due() -> None:
    """Nothing keeps an event that failed: the next one does the same."""
    assert properties("DailySyncFunction")["Events"] == {
        "Daily": {
            "Type": "Schedule",
            "Properties": {
                "Schedule": "cron(0/15 * * * ? *)",
                "RetryPolicy": {"MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 600},
            },
        }
    }


@pytest.mark.parametrize("name", ["SyncEndFunction", "NotifyFunction"])
def test_event_that_a_function_could_not_take_is_kept(name: str) -> None:
    kept = {"Type": "SQS", "Destination": arn("FailedEvents")}
    assert properties(name)["EventInvokeConfig"] == {"DestinationConfig": {"OnFailure": kept}}
    for rule in properties(name)["Events"].values():
        assert rule["Properties"]["DeadLetterConfig"] == {"Arn": arn("FailedEvents")}


def test_queue_keeps_events_for_two_weeks_and_takes_those_of_the_rules() -> None:
    assert properties("FailedEvents") == {
        "MessageRetentionPeriod": 14 * 24 * 3600,
        "SqsManagedSseEnabled": True,
    }
    policy = properties("FailedEventsPolicy")
    assert policy["Queues"] == [ref("FailedEvents")]
    rules = [
        arn(f"{name}{rule}")
        for name in ("SyncEndFunction", "NotifyFunction")
        for rule in properties(name)["Events"]
    ]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn("FailedEvents"),
            "Condition": {"ArnEquals": {"aws:SourceArn": rules}},
        },
        denied_without_tls("sqs:*", arn("FailedEvents")),
    ]


def test_somebody_is_told_once_a_cause_and_of_its_end() -> None:
    rules = {
        name: rule["Properties"] for name, rule in properties("NotifyFunction")["Events"].items()
    }
    assert {name: rule["Pattern"] for name, rule in rules.items()} == {
        "Failed": {
            "source": ["revenue-sync"],
            "detail-type": ["SyncFailed"],
            "detail": {
                "repeated": [False],
                "error": {"code": [{"anything-but": ["SyncAlreadyRunning", "LeaseLost"]}]},
            },
        },
        "Recovered": {
            "source": ["revenue-sync"],
            "detail-type": ["SyncSucceeded"],
            "detail": {"recovered": [True]},
        },
    }
    for rule in rules.values():
        assert rule["EventBusName"] == {"Fn::GetAtt": ["EventBus", "Name"]}


def test_alarms_may_write_to_the_topic_and_nobody_without_tls() -> None:
    policy = properties("AlarmTopicPolicy")
    assert policy["Topics"] == [ref("AlarmTopic")]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": ref("AlarmTopic"),
            "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
        },
        denied_without_tls("sns:Publish", ref("AlarmTopic")),
    ]


def denied_without_tls(action: str, resource: object) -> dict[str, object]:
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resource,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


@pytest.mark.parametrize("log", ["LogGroup", "AccessLog"])
def test_logs_are_kept_for_ninety_days(log: str) -> None:
    assert properties(log) == {"RetentionInDays": 90}


def test_every_function_writes_into_the_log() -> None:
    assert TEMPLATE["Globals"]["Function"]["LoggingConfig"] == {
        "LogFormat": "JSON",
        "LogGroup": ref("LogGroup"),
    }
    assert TEMPLATE["Globals"]["Function"]["Tracing"] == "Active"
