import { describe, expect, it } from "vitest";
import { ApiError } from "../api-error";
import { sessionOf } from "./session";
import { worthRepeating } from "./signed-in";

// biome-ignore lint/suspicious/noExplicitAny: only the profile of a user counts.
const user = (profile: object) => ({ profile: { sub: "42", ...profile } as any });
const session = (profile: object, config = {}) =>
  sessionOf(user(profile), {
    groups_claim: "groups",
    admin_group: "admins",
    viewer_group: "viewers",
    ...config,
  });

describe("groups", () => {
  it.each([
    [{ groups: ["admins"] }, true, true],
    [{ groups: ["viewers"] }, true, false],
    [{ groups: "viewers" }, true, false],
    [{ groups: ["web admins", "viewers"] }, true, false],
    [{ groups: "viewers admins" }, false, false],
    [{ groups: ["web admins", "x,admins", "[admins]"] }, false, false],
    [{ "cognito:groups": ["admins"] }, false, false],
    [{}, false, false],
  ])("%j reads: %s, changes: %s", (profile, canRead, canChange) => {
    expect(session(profile)).toMatchObject({ canRead, canChange });
  });

  it("are called as the deployment says", () => {
    const config = { groups_claim: "https://example.com/roles", admin_group: "/web admins" };
    const profile = { "https://example.com/roles": ["/web admins"] };
    expect(session(profile, config)).toMatchObject({ canRead: true, canChange: true });
    expect(session(profile)).toMatchObject({ canRead: false, canChange: false });
  });
});

it("calls people by name, or by what there is", () => {
  expect(session({ name: "Ada", email: "a@example.com" }).name).toBe("Ada");
  expect(session({ email: "a@example.com" }).name).toBe("a@example.com");
  expect(session({}).name).toBe("42");
});

describe("requests are repeated", () => {
  it.each([0, 429, 500, 503])("after status %d, twice", (status) => {
    const error = new ApiError(status, {});
    expect([0, 1, 2].map((failures) => worthRepeating(failures, error))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([401, 403, 404, 412, 422])("not after status %d", (status) => {
    expect(worthRepeating(0, new ApiError(status, {}))).toBe(false);
  });
});
