import { expect, it } from "vitest";
import { ApiError } from "./api-error";
import { fakeService, json, problem, SYSTEM } from "./testing";

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as ApiError,
  );

it("sends the ID token and the version it changes", async () => {
  const { api, calls } = fakeService({ "PATCH /systems/one": () => json(SYSTEM) });
  await api.changeSystem("one", { step: 100 }, 7);
  expect(calls[0]?.headers.get("authorization")).toBe("Bearer a-token");
  expect(calls[0]?.headers.get("if-match")).toBe('"7"');
  expect(calls[0]?.body).toEqual({ step: 100 });
});

it("repeats a status in the address", async () => {
  const revenue = { currency: "EUR", rows: [], total: {}, warnings: [] };
  const { api, calls } = fakeService({ "GET /revenue": () => json(revenue) });
  await api.revenue({ by: "month", status: ["Paid", "Unpaid"] });
  expect(calls[0]?.path).toBe("/revenue?by=month&status=Paid&status=Unpaid");
});

it("keeps what the service says about a problem and its fields", async () => {
  const { api } = fakeService({
    "POST /systems": () =>
      problem(422, {
        title: "The request has invalid fields",
        detail: "url: must be https",
        fields: [
          { name: "url", problem: "must be https" },
          { name: "rates.0.rate", problem: "must be more than 0" },
        ],
      }),
  });
  const body = { name: "n", url: "u", username: "u", password: "p" };
  const error = await errorOf(api.createSystem(body, "key"));
  expect(error).toBeInstanceOf(ApiError);
  expect(error?.status).toBe(422);
  expect(error?.fieldProblem("url")).toBe("must be https");
  expect(error?.fieldProblem("rates.0.rate")).toBe("must be more than 0");
  expect(error?.fieldProblem("name")).toBe("");
});

it("explains what API Gateway answers by itself", async () => {
  const { api } = fakeService({ "GET /systems": () => json({ message: "Unauthorized" }, 401) });
  const error = await errorOf(api.systems());
  expect(error?.status).toBe(401);
  expect(error?.title).toBe("Your session has expired");
});

it("says so when there is no answer at all", async () => {
  const { api } = fakeService({
    "GET /systems": () => {
      throw new TypeError("Failed to fetch");
    },
  });
  const error = await errorOf(api.systems());
  expect(error?.status).toBe(0);
  expect(error?.advice).toMatch(/network/);
});
