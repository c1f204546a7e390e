import ProgressBar from "@cloudscape-design/components/progress-bar";
import type { Sync } from "../../api-types";
import { count, duration, plural, progress } from "../../format";

export function SyncProgress({ sync }: { sync: Sync }) {
  const { percent } = progress(sync);
  return (
    <ProgressBar
      value={percent ?? 0}
      label={
        sync.cancel_requested ? "Cancelling" : sync.state === "queued" ? "Starting" : "Reading"
      }
      additionalInfo={progressText(sync)}
      ariaLabel="Progress of the sync"
    />
  );
}

/** By what the percentage goes comes first; an "of" stands only there, so that they say the same. */
export function progressText(sync: Sync): string {
  const { by, rate, remaining } = progress(sync);
  const { invoices_seen: seen, invoices_total: total, steps_done: done, steps_total: steps } = sync;
  const invoices =
    by === "invoices" && total !== null
      ? `${count(seen)} of ${plural(total, "invoice")}`
      : plural(seen, "invoice");
  const read =
    by === "steps" && steps !== null
      ? [`${count(done)} of ${plural(steps, "step")}`, invoices]
      : [invoices, `step ${count(done)}`];
  return [
    ...read,
    rate > 0 && `${count(Math.round(rate))} a second`,
    remaining !== null && `about ${duration(remaining)} left`,
  ]
    .filter(Boolean)
    .join(" · ");
}
