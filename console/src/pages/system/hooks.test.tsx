import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { fakeService, json, problem, SYNC, SYSTEM } from "../../testing";
import { useInvoices } from "./use-invoices";
import { useSync } from "./use-sync";
import { useStartSync, useSyncs } from "./use-syncs";
import { useSystem } from "./use-system";

const SYNC_ROUTE = `GET /systems/one/syncs/${SYNC.id}`;

it("follows a sync until it ends, and then has the figures read again", async () => {
  const states = ["queued", "running", "succeeded"];
  const { wrapper, client, calls } = fakeService({
    [SYNC_ROUTE]: () => json({ ...SYNC, state: states.length > 1 ? states.shift() : states[0] }),
  });
  const invalidated = vi.spyOn(client, "invalidateQueries");
  const { result } = renderHook(() => useSync("one", SYNC.id), { wrapper });
  expect(result.current).toMatchObject({ data: undefined, loading: true, error: null });
  await waitFor(() => expect(result.current.data?.state).toBe("succeeded"), { timeout: 5000 });
  expect(calls).toHaveLength(3);
  const keys = invalidated.mock.calls.map(([filters]) => filters?.queryKey?.[0]);
  expect(keys).toEqual(["systems", "system", "syncs", "events", "invoices", "revenue"]);
});

it("asks for nothing while there is no sync to follow", () => {
  const { wrapper, calls } = fakeService({});
  const { result } = renderHook(() => useSync("one", null), { wrapper });
  expect(result.current).toMatchObject({ data: undefined, loading: false, error: null });
  expect(calls).toEqual([]);
});

it("starts a sync under a key of its own and follows it", async () => {
  const follow = vi.fn();
  const { wrapper, calls } = fakeService({ "POST /systems/one/syncs": () => json(SYNC, 202) });
  const { result } = renderHook(() => useStartSync("one", follow), { wrapper });
  act(() => result.current.start({ mode: "full" }));
  await waitFor(() => expect(follow).toHaveBeenCalledWith(SYNC.id));
  expect(calls[0]?.body).toEqual({ mode: "full" });
  expect(calls[0]?.headers.get("idempotency-key")).toMatch(/^[0-9a-f-]{36}$/);
});

it("follows the sync that runs when another one cannot be started", async () => {
  const follow = vi.fn();
  const { wrapper } = fakeService({
    "POST /systems/one/syncs": () =>
      problem(409, { code: "SyncAlreadyRunning", title: "A sync is running", sync_id: "other" }),
  });
  const { result } = renderHook(() => useStartSync("one", follow), { wrapper });
  act(() => result.current.start({ mode: "incremental" }));
  await waitFor(() => expect(follow).toHaveBeenCalledWith("other"));
  expect(result.current.error).toBeNull();
});

it("says why a sync did not start", async () => {
  const follow = vi.fn();
  const { wrapper } = fakeService({
    "POST /systems/one/syncs": () =>
      problem(403, { title: "Not allowed", detail: "Viewers read." }),
  });
  const { result } = renderHook(() => useStartSync("one", follow), { wrapper });
  act(() => result.current.start({ mode: "full" }));
  await waitFor(() => expect(result.current.error?.message).toBe("Viewers read."));
  expect(follow).not.toHaveBeenCalled();
});

it("goes through the invoices page by page, as far as the service knows more", async () => {
  const pages = [
    { invoices: [], next: "second" },
    { invoices: [], next: null },
  ];
  const { wrapper, calls } = fakeService({
    "GET /systems/one/invoices": () => json(pages.shift()),
  });
  const { result } = renderHook(() => useInvoices("one"), { wrapper });
  await waitFor(() => expect(result.current).toMatchObject({ pages: 2, more: true }));
  act(() => result.current.goTo(2));
  await waitFor(() => expect(calls).toHaveLength(2));
  await waitFor(() => expect(result.current).toMatchObject({ page: 2, pages: 2, more: false }));
  expect(calls[1]?.path).toContain("cursor=second");
});

it("has the next page begin where this one ends now, when a sync was added", async () => {
  const next = ["second", "moved"];
  const { wrapper, client, calls } = fakeService({
    "GET /systems/one/syncs": () => json({ syncs: [SYNC], next: next[0] }),
  });
  const { result } = renderHook(() => useSyncs("one"), { wrapper });
  await waitFor(() => expect(result.current).toMatchObject({ pages: 2, more: true }));
  next.shift();
  await act(() => client.invalidateQueries({ queryKey: ["syncs"] }));
  await waitFor(() => expect(result.current.data?.next).toBe("moved"));
  act(() => result.current.goTo(2));
  await waitFor(() => expect(calls).toHaveLength(3));
  expect(calls.map((call) => call.path)).toEqual([
    "/systems/one/syncs?limit=10",
    "/systems/one/syncs?limit=10",
    "/systems/one/syncs?limit=10&cursor=moved",
  ]);
});

it("forgets the pages that are there no longer", async () => {
  const next: (string | null)[] = ["second", null];
  const { wrapper, client } = fakeService({
    "GET /systems/one/syncs": () => json({ syncs: [SYNC], next: next[0] }),
  });
  const { result } = renderHook(() => useSyncs("one"), { wrapper });
  await waitFor(() => expect(result.current).toMatchObject({ pages: 2, more: true }));
  next.shift();
  await act(() => client.invalidateQueries({ queryKey: ["syncs"] }));
  await waitFor(() => expect(result.current).toMatchObject({ pages: 1, more: false }));
});

it("shows an error and recovers from it", async () => {
  const answers = [problem(404, { title: "Unknown system", detail: "Gone." }), json(SYSTEM)];
  const { wrapper } = fakeService({ "GET /systems/one": () => answers.shift() as Response });
  const { result } = renderHook(() => useSystem("one"), { wrapper });
  await waitFor(() => expect(result.current.error?.message).toBe("Gone."));
  act(() => result.current.reload());
  await waitFor(() => expect(result.current).toMatchObject({ data: SYSTEM, error: null }));
});
