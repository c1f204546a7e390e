import { describe, expect, it } from "vitest";
import { ApiError } from "../api-error";
import { sessionOf } from "./session";
import { worthRepeating } from "./signed-in";

// biome-ignore lint/suspicious/noExplicitAny: only the profile of a user counts.
const session = (profile: object) => sessionOf({ profile: { sub: "42", ...profile } as any });

describe("groups", () => {
  it.each([
    [{ "cognito:groups": ["admins"] }, true, true],
    [{ groups: ["viewers"] }, true, false],
    [{ groups: "viewers admins" }, true, true],
    [{ groups: ["accountants"] }, false, false],
    [{}, false, false],
  ])("%j reads: %s, changes: %s", (profile, canRead, canChange) => {
    expect(session(profile)).toMatchObject({ canRead, canChange });
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
