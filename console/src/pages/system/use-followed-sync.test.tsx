import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { State, System } from "../../api-types";
import { fakeService, json, SYNC, SYSTEM } from "../../testing";
import { useFollowedSync } from "./use-followed-sync";

const last = (id: string) => ({ ...SYNC, id, ended_at: SYNC.updated_at });
const told = (running: string | null, latest: string): System => ({
  ...SYSTEM,
  id: "one",
  running_sync_id: running,
  last_sync: last(latest),
});

it("shows what runs, what was just started, and the latest when others were faster", async () => {
  const states: Record<string, State> = { mine: "running", theirs: "succeeded" };
  const { wrapper } = fakeService(
    Object.fromEntries(
      ["old", "mine", "theirs"].map((id) => [
        `GET /systems/one/syncs/${id}`,
        () => json({ ...SYNC, id, state: states[id] ?? "succeeded" }),
      ]),
    ),
  );
  const { result, rerender } = renderHook(({ system }) => useFollowedSync(system), {
    wrapper,
    initialProps: { system: told(null, "old") },
  });
  const shows = (id: string) => waitFor(() => expect(result.current.sync.data?.id).toBe(id));

  await shows("old");
  act(() => result.current.follow("mine"));
  await shows("mine");
  expect(result.current.running).toBe(true);
  rerender({ system: told("mine", "old") });
  await shows("mine");
  rerender({ system: told(null, "theirs") });
  await shows("theirs");
  expect(result.current.running).toBe(false);
});
