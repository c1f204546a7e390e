/** Events in words. */

import type { SystemEvent } from "../../api-types";
import { count, MODES, money, periodName, plural } from "../../format";
import { type Change, type Counters, known, type Month } from "./event-details";

export interface EventText {
  type: "success" | "error" | "info" | "stopped";
  what: string;
  more: string[];
}

const MONTHS_SHOWN = 3;
const MACHINES: Record<string, string> = {
  schedule: "Daily sync",
  hook: "WHMCS",
  execution: "By hand, in AWS",
  unknown: "Unknown",
};

/** Who did it, by name; what no person did is named by what did it. */
export const who = ({ actor }: SystemEvent) => MACHINES[actor] ?? actor;

export function eventText(event: SystemEvent): EventText {
  const { type, detail } = known(event);
  switch (type) {
    case "SystemCreated":
      return { type: "info", what: "System connected", more: [detail.url] };
    case "SystemDeleted":
      return { type: "info", what: "System deleted", more: [] };
    case "SystemChanged":
      return { type: "info", what: "System changed", more: detail.changes.map(change) };
    case "ConnectionTested":
      return {
        type: detail.ok ? "success" : "error",
        what: detail.ok ? "Connection tested" : `Connection test failed: ${detail.code}`,
        more: detail.entered.length ? [`With another ${names(detail.entered)}`] : [],
      };
    case "SyncStarted":
      return {
        type: "info",
        what: `${MODES[detail.mode]} started`,
        more: detail.resumed_from ? ["Goes on from the one before"] : [],
      };
    case "SyncCancelRequested":
      return { type: "stopped", what: "Cancel asked for", more: [] };
    case "SyncSucceeded":
      return {
        type: "success",
        what: `${MODES[detail.mode]} succeeded`,
        more: [counted(detail.counters)],
      };
    case "SyncCancelled":
      return {
        type: "stopped",
        what: `${MODES[detail.mode]} cancelled`,
        more: [counted(detail.counters)],
      };
    case "SyncFailed":
      return {
        type: "error",
        what: `${MODES[detail.mode]} failed: ${detail.error.title}`,
        more: [detail.error.detail],
      };
    case "RevenueChanged":
      return {
        type: "info",
        what: `Revenue of ${plural(detail.months.length, "month")} changed`,
        more: months(detail.months, detail.currency),
      };
  }
}

const names = (fields: string[]) => fields.map(label).join(", ");

/** `exchange_rate` → `exchange rate` */
const label = (field: string) => field.replaceAll("_", " ");

/** A part of a credential is named only. */
const change = ({ field, before, after }: Change) =>
  before === null || after === null
    ? `${label(field)}: entered anew`
    : `${label(field)}: ${before || "nothing"} → ${after || "nothing"}`;

const counted = ({ seen, added, updated, deleted }: Counters) =>
  `${plural(seen, "invoice")} compared: ${count(added)} added, ${count(updated)} updated, ` +
  `${count(deleted)} deleted`;

/** The latest, net; of a first sync there are many. */
function months(changed: Month[], currency: string): string[] {
  const shown = changed
    .toReversed()
    .slice(0, MONTHS_SHOWN)
    .map(
      ({ month, before, after }) =>
        `${periodName(month, "month")}: ${money(before.net, currency)} → ${money(after.net, currency)} net`,
    );
  const rest = changed.length - shown.length;
  return rest > 0 ? [...shown, `and ${plural(rest, "earlier month")}`] : shown;
}
