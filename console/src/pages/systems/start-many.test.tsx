import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, describe, expect, it } from "vitest";
import type { System } from "../../api-types";
import { fakeService, json, problem, SYNC, SYSTEM } from "../../testing";
import { reasonsOf } from "./choices";
import { AT_ONCE, startMany } from "./start-many";
import { startedMessage } from "./started";

afterEach(cleanup);

const systems = (...names: string[]): System[] =>
  names.map((name) => ({ ...SYSTEM, id: name.toLowerCase(), name }));

const started = () => json(SYNC, 202);
const running = () =>
  problem(409, { title: "A sync is running", detail: "It runs.", sync_id: "that-one" });
const refused = () => problem(503, { title: "Busy", detail: "No more calls.", advice: "Wait." });

describe("starting many", () => {
  it("says of each how it went", async () => {
    const { api } = fakeService({
      "POST /systems/a/syncs": started,
      "POST /systems/b/syncs": running,
      "POST /systems/c/syncs": refused,
    });
    const outcomes = await startMany(api, systems("A", "B", "C"), "full");
    expect(outcomes).toMatchObject([
      { kind: "started", system: { name: "A" } },
      { kind: "running", system: { name: "B" }, syncId: "that-one" },
      { kind: "failed", system: { name: "C" }, error: { message: "No more calls." } },
    ]);
  });

  it("sends each its own request, with its own key", async () => {
    const { api, calls } = fakeService({
      "POST /systems/a/syncs": started,
      "POST /systems/b/syncs": started,
    });
    await startMany(api, systems("A", "B"), "incremental");
    expect(calls.map(({ body }) => body)).toEqual([
      { mode: "incremental" },
      { mode: "incremental" },
    ]);
    const keys = calls.map(({ headers }) => headers.get("idempotency-key"));
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((key) => (key?.length ?? 0) > 20)).toBe(true);
  });

  it("has a few under way at a time, and starts all", async () => {
    let now = 0;
    let most = 0;
    const slow = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve));
      now -= 1;
      return started();
    };
    const all = systems(...Array.from({ length: 30 }, (_, index) => `s${index}`));
    const { api, calls } = fakeService(
      Object.fromEntries(all.map(({ id }) => [`POST /systems/${id}/syncs`, slow])),
    );
    const outcomes = await startMany(api, all, "incremental");
    expect([outcomes.length, calls.length, most]).toEqual([30, 30, AT_ONCE]);
    expect(outcomes.map(({ system }) => system.name)).toEqual(all.map(({ name }) => name));
  });

  it("ends with the session", async () => {
    const { api, calls } = fakeService(
      Object.fromEntries(
        systems("A", "B", "C", "D", "E", "F").map(({ id }) => [
          `POST /systems/${id}/syncs`,
          () => json({ message: "Unauthorized" }, 401),
        ]),
      ),
    );
    await expect(startMany(api, systems("A", "B", "C", "D", "E", "F"), "full")).rejects.toThrow();
    expect(calls.length).toBe(AT_ONCE);
  });
});

describe("the answer", () => {
  const message = async (answers: Record<string, () => Response>) => {
    const { api } = fakeService(
      Object.fromEntries(
        Object.entries(answers).map(([id, answer]) => [`POST /systems/${id}/syncs`, answer]),
      ),
    );
    const names = Object.keys(answers).map((id) => id.toUpperCase());
    const { type, header, content } = startedMessage(
      await startMany(api, systems(...names), "incremental"),
      "incremental",
    );
    const { container } = render(<MemoryRouter>{content}</MemoryRouter>);
    return [type, header, container.textContent];
  };

  it("names what ran already and what failed, and why", async () => {
    expect(await message({ a: started, b: running, c: running, d: refused })).toEqual([
      "warning",
      "Sync of 1 system started",
      "Running already: B, C.Not started: D. No more calls. Wait.",
    ]);
    expect(screen.getByRole("link", { name: "B" }).getAttribute("href")).toBe(
      "/accounting-systems/b",
    );
  });

  it("is no warning where nothing failed, and an error where everything did", async () => {
    expect((await message({ a: started, b: started }))[0]).toBe("success");
    expect((await message({ a: running })).slice(0, 2)).toEqual(["info", "No Sync started"]);
    expect((await message({ a: refused, b: refused }))[0]).toBe("error");
  });

  it("stays short where very many failed", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 14 }, (_, index) => [`x${index}`, refused]),
    );
    const [, , text] = await message(many);
    expect(text).toContain("X9");
    expect(text).not.toContain("X10");
    expect(text).toMatch(/4 more systems were not started\.$/);
  });
});

it("says why nothing can be done with what is selected", () => {
  const [a, b] = systems("A", "B") as [System, System];
  const busy = { ...a, running_sync_id: "s" };
  expect(reasonsOf([])).toEqual({
    one: "Select a system.",
    start: "Select the systems to start.",
  });
  expect(reasonsOf([a])).toEqual({ one: "", start: "" });
  expect(reasonsOf([a, b])).toEqual({ one: "Select one system only.", start: "" });
  expect(reasonsOf([busy])).toEqual({ one: "", start: "A sync is running." });
  expect(reasonsOf([busy, b]).start).toBe("");
  expect(reasonsOf([busy, { ...b, running_sync_id: "t" }]).start).toBe(
    "A sync of each of them is running.",
  );
});
