import {
  ErrorResponse,
  ErrorTimeout,
  InMemoryWebStorage,
  User,
  WebStorageStateStore,
} from "oidc-client-ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SessionManager, secondsLeft } from "./session-manager";

const NOW = 1_900_000_000;
const HOUR = 3600;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function manager(): SessionManager {
  return new SessionManager({
    authority: "http://localhost",
    client_id: "books",
    redirect_uri: "http://localhost/",
    automaticSilentRenew: false,
    metadata: { issuer: "http://localhost", token_endpoint: "http://localhost/token" },
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  });
}

/** As it comes from the token end point: the access token lasts a day, the ID token `seconds`. */
function received(seconds: number, token: string, issued = NOW): User {
  return new User({
    id_token: token,
    access_token: "opaque",
    refresh_token: "refresh",
    token_type: "Bearer",
    expires_at: issued + 24 * HOUR,
    profile: { iss: "i", aud: "books", sub: "ada", iat: issued, exp: issued + seconds },
  });
}

it("ends with the ID token, not with the access token", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  expect((await session.getUser())?.expires_at).toBe(NOW + HOUR);
});

it("goes on with the ID token that a renewal brings", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  vi.setSystemTime((NOW + 3000) * 1000);
  await session.storeUser(received(HOUR, "second", NOW + 3000));
  expect(await session.getUser()).toMatchObject({
    expires_at: NOW + 3000 + HOUR,
    refresh_token: "refresh",
  });
});

it("ends as before where a renewal brings no new ID token, and is not renewed again", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  vi.setSystemTime((NOW + 3000) * 1000);
  await session.storeUser(received(HOUR, "first"));
  const user = await session.getUser();
  expect(user?.expires_at).toBe(NOW + HOUR);
  expect(user?.refresh_token).toBeUndefined();
});

it("is gone after signing out", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  await session.removeUser();
  expect(await session.getUser()).toBeNull();
});

it("goes on where it is opened again after the end, by the refresh token", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  vi.setSystemTime((NOW + 2 * HOUR) * 1000);
  const renewed = received(HOUR, "second", NOW + 2 * HOUR);
  const renew = vi.spyOn(session, "signinSilent").mockResolvedValue(renewed);
  expect(await session.getUser()).toBe(renewed);
  expect(renew).toHaveBeenCalledOnce();
});

it("is renewed one time by all who ask at once", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  vi.setSystemTime((NOW + 2 * HOUR) * 1000);
  const asked = vi.fn(() => Promise.resolve(refusal()));
  vi.stubGlobal("fetch", asked);
  await Promise.all([session.getUser(), session.getUser()]);
  expect(asked).toHaveBeenCalledOnce();
  await session.getUser();
  expect(asked).toHaveBeenCalledTimes(2);
});

it("has ended where the refresh token has ended too", async () => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  vi.setSystemTime((NOW + 2 * HOUR) * 1000);
  vi.spyOn(session, "signinSilent").mockRejectedValue(new Error("invalid_grant"));
  expect(await session.getUser()).toMatchObject({ id_token: "first", expired: true });
});

it.each([
  ["is tried again where there is no network", () => Promise.reject(new TypeError()), ErrorTimeout],
  ["ends where the provider refuses", () => Promise.resolve(refusal()), ErrorResponse],
])("a renewal %s", async (_, answer, failure) => {
  const session = manager();
  await session.storeUser(received(HOUR, "first"));
  vi.stubGlobal("fetch", answer);
  await expect(session.signinSilent()).rejects.toBeInstanceOf(failure);
});

const refusal = () => Response.json({ error: "invalid_grant" }, { status: 400 });

it.each([
  ["of this moment", 0, HOUR, HOUR],
  ["dated back, as Entra's are", -300, HOUR, HOUR - 300],
  ["on a clock that is slow", 600, HOUR, HOUR],
  ["on a clock that is a day fast", -86_400, HOUR, HOUR],
  ["on a clock that makes it end at once", -HOUR + 5, HOUR, HOUR],
  ["that is short", 0, 10, 10],
])("counts the seconds of a token %s", (_, issued, life, left) => {
  expect(secondsLeft({ iat: NOW + issued, exp: NOW + issued + life }, NOW)).toBe(left);
});
