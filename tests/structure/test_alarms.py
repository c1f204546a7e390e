"""Who hears when something fails: what is watched, how, and where the message goes."""

from typing import Any

import pytest

from tests.structure.project import RESOURCES, TEMPLATE, arn, of_type, properties, ref

ALARMS: dict[str, tuple[str, str, str, Any, str]] = {
    "SyncFailedAlarm": (
        *("AWS/States", "ExecutionsFailed", "StateMachineArn"),
        *(ref("SyncStateMachine"), "Sum"),
    ),
    "SyncTimedOutAlarm": (
        *("AWS/States", "ExecutionsTimedOut", "StateMachineArn"),
        *(ref("SyncStateMachine"), "Sum"),
    ),
    "DeleteFailedAlarm": (
        *("AWS/States", "ExecutionsFailed", "StateMachineArn"),
        *(ref("DeleteStateMachine"), "Sum"),
    ),
    "DailySyncFailedAlarm": (
        *("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"),
        *({"Fn::GetAtt": ["DailySyncFailures", "QueueName"]}, "Maximum"),
    ),
    "ApiErrorsAlarm": ("AWS/ApiGateway", "5xx", "ApiId", ref("HttpApi"), "Sum"),
}
ON_THE_FIRST = {
    "Period": 300,
    "EvaluationPeriods": 1,
    "Threshold": 0,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "AlarmActions": [ref("AlarmTopic")],
}


def test_these_are_all_alarms() -> None:
    assert of_type("AWS::CloudWatch::Alarm").keys() == ALARMS.keys()


@pytest.mark.parametrize("name", ALARMS)
def test_alarm_goes_off_at_the_first_failure_and_tells_the_topic(name: str) -> None:
    namespace, metric, dimension, value, statistic = ALARMS[name]
    given = dict(properties(name))
    assert given.pop("AlarmDescription")
    assert given == ON_THE_FIRST | {
        "Namespace": namespace,
        "MetricName": metric,
        "Dimensions": [{"Name": dimension, "Value": value}],
        "Statistic": statistic,
    }
    assert "Condition" not in RESOURCES[name]


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


def test_every_quarter_of_an_hour_is_looked_what_is_due_and_failures_are_kept() -> None:
    daily = properties("DailySyncFunction")
    failures = arn("DailySyncFailures")
    assert daily["Events"] == {
        "Daily": {
            "Type": "Schedule",
            "Properties": {
                "Schedule": "cron(0/15 * * * ? *)",
                "RetryPolicy": {"MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 3600},
                "DeadLetterConfig": {"Arn": failures},
            },
        }
    }
    assert daily["EventInvokeConfig"] == {
        "MaximumRetryAttempts": 2,
        "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": failures}},
    }


def test_queue_of_failures_keeps_them_for_two_weeks_and_takes_those_of_the_rule() -> None:
    assert properties("DailySyncFailures") == {
        "MessageRetentionPeriod": 14 * 24 * 3600,
        "SqsManagedSseEnabled": True,
    }
    policy = properties("DailySyncFailuresPolicy")
    assert policy["Queues"] == [ref("DailySyncFailures")]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn("DailySyncFailures"),
            "Condition": {"ArnEquals": {"aws:SourceArn": arn("DailySyncFunctionDaily")}},
        },
        denied_without_tls("sqs:*", arn("DailySyncFailures")),
    ]


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
