"""The browser's session at the provider for development, as providers keep one: a new tab of the
console signs in with it and without a question.

Only who comes with `prompt=none` gets in by it. The button "Sign in" asks who one is each time, so
that a developer can be somebody else.
"""

from urllib.parse import urlencode

import flask

_COOKIE = "provider-session"
_AUTHORIZE = "oidc-provider-mock.authorize"
_END_SESSION = "oidc-provider-mock.end_session"


def keep_sessions(app: flask.Flask) -> None:
    app.before_request(_answer_without_a_question)
    app.after_request(_follow_session)


def _answer_without_a_question() -> flask.typing.ResponseReturnValue | None:
    request = flask.request
    if request.endpoint != _AUTHORIZE or request.args.get("prompt") != "none":
        return None
    if name := request.cookies.get(_COOKIE):
        wanted = {one: text for one, text in request.args.items() if one != "prompt"}
        client = flask.current_app.test_client(use_cookies=False)
        return client.post(f"{request.path}?{urlencode(wanted)}", data={"sub": name})
    answer = {"error": "login_required", "state": request.args.get("state", "")}
    return flask.redirect(f"{request.args['redirect_uri']}?{urlencode(answer)}")


def _follow_session(response: flask.Response) -> flask.Response:
    request = flask.request
    if request.endpoint == _AUTHORIZE and "sub" in request.form and response.status_code == 302:
        response.set_cookie(_COOKIE, request.form["sub"], httponly=True, samesite="Lax")
    if request.endpoint == _END_SESSION:
        response.delete_cookie(_COOKIE)
    return response
