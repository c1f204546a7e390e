/** What will be done with a system next, and when, in words. */

import type { System } from "../../api-types";
import { count, MODES, ONCE_A_DAY, often, plural } from "../../format";
import { nextSync } from "../systems/next-sync";

/** Full syncs that failed so lately are gone on with by the next automatic sync (docs/operations.md). */
const GOES_ON_MS = 24 * 3_600_000;

/** Sentences; the first says when. */
export function plans(system: System, now: Date = new Date()): string[] {
  if (system.deleting) {
    return ["The system, its invoices and its credential are being removed."];
  }
  const starts = system.next_sync_at !== null;
  return [
    when(system, now),
    ...(starts ? [what(system), ...verified(system)] : []),
    system.hook
      ? "WHMCS asks for a Sync as well, after its daily tasks."
      : "WHMCS itself starts nothing: the tab Settings says how it can.",
  ];
}

function when(system: System, now: Date): string {
  const { auto_sync: auto, every, sync_at: at, time_zone: zone, next_sync_at: next } = system;
  if (next === null) {
    return "Nothing happens by itself: automatic sync is off.";
  }
  const rhythm = `${often(every)}, ${every === ONCE_A_DAY ? "at" : "counted from"} ${at} ${zone}`;
  return `${nextSync(system, now)}. ${auto ? `${rhythm}.` : "Automatic sync is off."}`;
}

function what(system: System): string {
  if (goesOn(system)) {
    return `It goes on with the ${MODES.full} that failed, where that stopped.`;
  }
  return system.complete
    ? "It reads new invoices, the open ones, and those that were paid or refunded within 60 days, and proves that none is missing."
    : "It reads every invoice that is not stored yet, and proves that none is missing.";
}

function goesOn({ last_sync: last, next_sync_at: next }: System): boolean {
  const stopped = last?.mode === "full" && last.state === "failed";
  return stopped && Date.parse(next ?? "") < Date.parse(last.ended_at) + GOES_ON_MS;
}

function verified({ full_sync_days: days, complete, invoices }: System): string[] {
  if (!complete) {
    return [];
  }
  return days > 0
    ? [
        `Of the other invoices it compares a share, about ${count(Math.ceil(invoices / days))}, so that no figure gets older than ${plural(days, "day")}.`,
      ]
    : [`The other invoices are compared only by a ${MODES.full}, which you start.`];
}
