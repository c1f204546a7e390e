"""AWS's addresses in a browser, answered by the emulator.

The addresses are AWS's own, so that redirects, the issuer and the content security policy are what
people meet. The emulator serves sign-in at one address of its own and says so in its discovery
document; here that names the pool's domain, as Cognito's does.
"""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Route

from tests.deploy.deployment import Deployment


def serve_aws(context: BrowserContext, deployment: Deployment) -> None:
    context.route(re.compile(r"^https://[^/]+\.amazon(aws|cognito)\.com/"), _Aws(deployment).answer)


class _Aws:
    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._emulator = deployment.emulator.url
        domain = deployment.emulator.client("cognito-idp").describe_user_pool(
            UserPoolId=deployment.outputs["UserPoolId"]
        )["UserPool"]["Domain"]
        self._sign_in = f"https://{domain}.auth.eu-central-1.amazoncognito.com"

    def answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        answer = route.fetch(
            url=self._place(f"{url.scheme}://{url.netloc}")
            + url.path
            + (f"?{url.query}" if url.query else ""),
            max_redirects=0,
        )
        if url.path.endswith("/.well-known/openid-configuration"):
            body = answer.text().replace(self._emulator, self._sign_in)
            route.fulfill(response=answer, body=body)
        else:
            route.fulfill(response=answer)

    def _place(self, origin: str) -> str:
        return self._deployment.url if origin == self._deployment.address else self._emulator
