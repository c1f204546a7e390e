import type { System } from "../../api-types";
import { moment, often } from "../../format";
import { Secondary } from "../../layout/secondary";

/** How often a system is synchronised by itself, and when the next time is. */
export function NextSync({ system }: { system: System }) {
  return (
    <>
      {system.auto_sync ? often(system.every) : "Off"}
      <Secondary>{nextSync(system)}</Secondary>
    </>
  );
}

/** A sync that is wanted may be due without automatic sync. */
export function nextSync(system: System, now: Date = new Date()): string {
  const { next_sync_at: next, running_sync_id: running } = system;
  if (next === null) {
    return "";
  }
  if (Date.parse(next) > now.getTime()) {
    return `Next ${moment(next)}`;
  }
  return running ? "Due after the sync that runs" : "Due within 15 minutes";
}
