/** Syncs of many systems: a request each, several at a time. */

import type { Api } from "../../api";
import { ApiError } from "../../api-error";
import type { Mode, Sync, System } from "../../api-types";
import { startOrJoin } from "../system/start-sync";

/** So many that a hundred systems are started within seconds, and that the API refuses none for haste. */
export const AT_ONCE = 4;

export type Outcome = { system: System } & (
  | { kind: "started"; sync: Sync }
  | { kind: "running"; syncId: string }
  | { kind: "failed"; error: Error }
);

/** Throws only where no request can succeed any more: the session has ended. */
export async function startMany(
  api: Api,
  systems: readonly System[],
  mode: Mode,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = systems.entries();
  const work = async () => {
    for (const [place, system] of waiting) {
      outcomes[place] = await startOne(api, system, mode);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

async function startOne(api: Api, system: System, mode: Mode): Promise<Outcome> {
  try {
    const sync = await startOrJoin(api, system.id, { mode });
    return typeof sync === "string"
      ? { system, kind: "running", syncId: sync }
      : { system, kind: "started", sync };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 401) {
      throw error;
    }
    return { system, kind: "failed", error };
  }
}
