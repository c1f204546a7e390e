// An OpenID Connect provider as others run it, on loopback: panva's oidc-provider with a public client.
//
//     node oidc_provider.mjs REDIRECT_URI
//
// prints its issuer, and ends when its input does. A person signs in by a button with their name.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Provider } from "../../console/node_modules/oidc-provider/lib/index.js";

const CLIENT_ID = "books";
const ROLES = "https://example.com/roles";
const HOUR = 3600;

/** Access tokens of all last an hour. `seconds`: how long the ID token does. */
const PEOPLE = {
  ada: { roles: ["Finance admins", "Everybody"], seconds: HOUR, refreshed: true },
  vic: { roles: ["Finance viewers"], seconds: HOUR, refreshed: true },
  ned: { roles: ["Finance", "admins"], seconds: HOUR, refreshed: true },
  rita: { roles: ["Finance admins"], seconds: 23, refreshed: true },
  bea: { roles: ["Finance viewers"], seconds: 3, refreshed: false },
};

const [redirectUri] = process.argv.slice(2);
const server = createServer().listen(0, "127.0.0.1", serve);
process.stdin.resume().on("end", () => process.exit());

function serve() {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, configuration());
  server.on("request", (request, response) => {
    const answer = request.url.startsWith("/interaction/") ? interact : provider.callback();
    answer(request, response, provider);
  });
  process.stdout.write(`${issuer}\n`);
}

function configuration() {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [redirectUri],
      },
    ],
    pkce: { required: () => true },
    jwks: { keys: [{ ...signingKey(), use: "sig", alg: "RS256", kid: "first" }] },
    cookies: { keys: ["of this test only"] },
    claims: { openid: ["sub"], profile: ["name"], roles: [ROLES] },
    conformIdTokenClaims: false, // Else a client of the code flow gets all but `sub` from userinfo.
    findAccount: (_, name) => ({ accountId: name, claims: () => claims(name) }),
    loadExistingGrant: granted,
    issueRefreshToken: (_, __, source) => PEOPLE[source.accountId].refreshed,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: HOUR,
      IdToken: (context) => PEOPLE[context.oidc.account.accountId].seconds,
      Interaction: HOUR,
      Grant: HOUR,
      RefreshToken: HOUR,
      Session: HOUR,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: askBeforeSigningOut },
    },
  };
}

function signingKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
}

function claims(name) {
  return { sub: name, name, [ROLES]: PEOPLE[name].roles };
}

/** Nobody is asked to consent: who installs a client for a company consents for everybody. */
async function granted({ oidc }) {
  const { provider, client, session, params } = oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

async function interact(request, response, provider) {
  if (request.method === "POST") {
    const login = { accountId: new URLSearchParams(await text(request)).get("login") };
    await provider.interactionFinished(request, response, { login });
    return;
  }
  const buttons = Object.keys(PEOPLE).map(
    (name) => `<button name="login" value="${name}">${name}</button>`,
  );
  response.setHeader("content-type", "text/html");
  response.end(`<h1>Who are you?</h1><form method="post">${buttons.join("")}</form>`);
}

function askBeforeSigningOut(context, form) {
  context.body = `<h1>Sign out here too?</h1>${form}
    <button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
}
