"""Signed messages: what is accepted, and that nothing else is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accounting.domain.errors import WebhookRefused
from accounting.domain.webhooks import MOST_BYTES, Webhook, WebhookKey, parse

# Of the specification's own libraries.
KEY = WebhookKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
BODY = b'{"test": 2432232314}'
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
SENT = datetime.fromtimestamp(1614265330, UTC)


def check(
    headers: dict[str, str] = HEADERS, body: bytes = BODY, key: WebhookKey = KEY
) -> Webhook | None:
    """None when it is refused."""
    try:
        webhook = parse(headers, body, SENT)
        webhook.check(key)
    except WebhookRefused:
        return None
    return webhook


def test_published_example_is_accepted() -> None:
    webhook = check()
    assert webhook
    assert webhook.webhook_id == HEADERS["webhook-id"]
    assert webhook.signature(KEY) == HEADERS["webhook-signature"]


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_clock_may_differ_by_five_minutes(seconds: int) -> None:
    assert parse(HEADERS, BODY, SENT + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-360, -301, -300.001, 300.001, 301, 360])
def test_message_of_another_time_is_refused(seconds: float) -> None:
    with pytest.raises(WebhookRefused) as refused:
        parse(HEADERS, BODY, SENT + timedelta(seconds=seconds))
    assert refused.value.reason == "time"


def test_one_right_signature_of_several_is_enough() -> None:
    right = HEADERS["webhook-signature"]
    for several in (f"v1,AAAA {right}", f"{right} v1a,BBBB", f"v1,AAAA {right} v1,CCCC"):
        assert check(HEADERS | {"webhook-signature": several})
    assert check(HEADERS | {"webhook-signature": " ".join([right] * 10)})
    assert not check(HEADERS | {"webhook-signature": " ".join([right] * 11)})


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_no_altered_byte_of_the_body_passes(place: int, change: int) -> None:
    altered = bytearray(BODY)
    altered[place] ^= change
    assert not check(body=bytes(altered))


@given(st.sampled_from(sorted(HEADERS)), st.data())
def test_no_altered_character_of_a_header_passes(name: str, data: st.DataObject) -> None:
    text = HEADERS[name]
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda each: each not in (text[place], " ")))
    assert not check(HEADERS | {name: text[:place] + other + text[place + 1 :]})


@given(st.binary(min_size=24, max_size=64).filter(lambda secret: secret != KEY.secret))
def test_no_other_key_passes(secret: bytes) -> None:
    assert not check(key=WebhookKey(secret))


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@example("v1,\ud800")
def test_any_signature_is_refused_and_breaks_nothing(text: str) -> None:
    assert not check(HEADERS | {"webhook-signature": text})


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("value", [None, "", " ", "1.6e9", "-1614265330", "a.b", "x" * 65, "١٢٣"])
def test_message_without_its_headers_is_refused(name: str, value: str | None) -> None:
    others = {key: text for key, text in HEADERS.items() if key != name}
    assert not check(others | ({name: value} if value is not None else {}))


def test_part_of_a_message_is_not_taken_for_another_part() -> None:
    """A dot in the id, and the same bytes were signed for another time stamp and body."""
    webhook = Webhook("msg", "1614265000", (), b"1614265330.{}")
    moved = {
        "webhook-id": "msg.1614265000",
        "webhook-timestamp": "1614265330",
        "webhook-signature": webhook.signature(KEY),
    }
    same = Webhook(moved["webhook-id"], moved["webhook-timestamp"], (), b"{}")
    assert same.signature(KEY) == webhook.signature(KEY)
    assert not check(moved, b"{}")


def test_long_body_is_refused() -> None:
    for length, accepted in ((MOST_BYTES, True), (MOST_BYTES + 1, False)):
        body = b" " * length
        signed = Webhook("a", HEADERS["webhook-timestamp"], (), body).signature(KEY)
        headers = HEADERS | {"webhook-id": "a", "webhook-signature": signed}
        assert (check(headers, body) is not None) is accepted


@given(st.binary(min_size=24, max_size=64))
def test_key_is_read_as_it_was_written(secret: bytes) -> None:
    assert WebhookKey.parse(WebhookKey(secret).text) == WebhookKey(secret)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw!",
        WebhookKey(b"x" * 23).text,
        WebhookKey(b"x" * 65).text,
    ],
)
def test_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"key|base64|padding|character"):
        WebhookKey.parse(text)


def test_key_and_signatures_are_not_shown() -> None:
    """Were one of these logged, or part of an error."""
    webhook = parse(HEADERS, BODY, SENT)
    shown = repr((KEY, webhook))
    assert "WebhookKey()" in shown
    assert "v1," not in shown
    assert "2432232314" not in shown


def test_every_refusal_says_the_same() -> None:
    said = {str(WebhookRefused(reason)) for reason in ("size", "headers", "time", "signature")}
    assert len(said) == 1
