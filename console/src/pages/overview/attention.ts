/** What a person should know of the systems, and what to do about it. */

import type { SyncRequest, System } from "../../api-types";
import { ago, plural } from "../../format";

/** As long as the alarm waits that says a system was not synchronised. */
const STALE_MS = 36 * 3_600_000;

export type Action =
  | { text: string; start: SyncRequest }
  | { text: string; page: "system" | "edit" | "rates" };

export interface Notice {
  type: "error" | "warning" | "pending";
  text: string;
  action: Action;
}

const SYNC: Action = { text: "Sync", start: { mode: "incremental" } };
const FULL_SYNC: Action = { text: "Full sync", start: { mode: "full" } };
const ADD_RATE: Action = { text: "Add a rate", page: "rates" };
const SEE_WHY: Action = { text: "See why", page: "system" };

/** What is worst first; nothing of a system that syncs or is being deleted: it changes anyway. */
export function noticesOf(system: System, now: Date = new Date()): Notice[] {
  if (system.deleting || system.running_sync_id) {
    return [];
  }
  const unreadable = system.unreadable.length;
  const left = `${plural(unreadable, "unreadable invoice")} left out of the revenue.`;
  const which: Action = { text: "See which", page: "system" };
  return [
    ...lastSync(system, now),
    ...(unreadable > 0 ? [{ type: "warning" as const, text: left, action: which }] : []),
    ...missingRates(system),
  ];
}

function missingRates({ missing_rates: missing, exchange_rate }: System): Notice[] {
  if (missing.length === 0) {
    return [];
  }
  const currencies = missing.map(({ currency }) => currency).join(", ");
  const invoices = missing.reduce((sum, one) => sum + one.invoices, 0);
  const counted = `${plural(invoices, "invoice is", "invoices are")} counted at ${exchange_rate}`;
  return [{ type: "warning", text: `No rate for ${currencies}: ${counted}.`, action: ADD_RATE }];
}

function lastSync(system: System, now: Date): Notice[] {
  const { complete, last_sync: last } = system;
  if (!last) {
    return [{ type: "pending", text: "Nothing was copied yet.", action: FULL_SYNC }];
  }
  const before = complete ? "" : " No sync has succeeded at its address yet.";
  const when = ago(last.ended_at, now);
  if (last.state === "failed") {
    return [{ type: "error", text: `The last sync failed ${when}.${before}`, action: SEE_WHY }];
  }
  if (last.state === "cancelled") {
    const action = complete ? SYNC : SEE_WHY;
    return [{ type: "warning", text: `The last sync was cancelled ${when}.${before}`, action }];
  }
  if (!complete) {
    return [{ type: "warning", text: `Incomplete.${before}`, action: FULL_SYNC }];
  }
  return now.getTime() - Date.parse(last.ended_at) > STALE_MS ? [stale(system, when)] : [];
}

function stale({ auto_sync }: System, when: string): Notice {
  return auto_sync
    ? { type: "warning", text: `Last synced ${when}, though automatic sync is on.`, action: SYNC }
    : {
        type: "warning",
        text: `Last synced ${when}; automatic sync is off.`,
        action: { text: "Switch it on", page: "edit" },
      };
}

/** The system whose automatic sync is the next one. */
export function nextOf(systems: readonly System[]): System | null {
  const planned = systems.filter(({ next_sync_at, deleting }) => next_sync_at && !deleting);
  const [first = null] = planned.sort((a, b) =>
    (a.next_sync_at ?? "").localeCompare(b.next_sync_at ?? ""),
  );
  return first;
}
