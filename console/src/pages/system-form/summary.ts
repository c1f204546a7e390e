import { plural } from "../../format";
import type { Problems } from "./values";

const LABELS: Record<string, string> = {
  name: "Name",
  url: "URL",
  username: "Username",
  password: "Password",
  step: "Step",
  exchange_rate: "Exchange rate",
  rates: "Rates by currency and date",
  sync_at: "Starts at",
  parallel: "Parallel requests",
  full_sync_days: "Everything verified within",
};

/** Beside the buttons, where the fields themselves may be out of sight. */
export function summary(problems: Problems): string {
  const fields = new Set(Object.keys(problems).map((name) => name.split(".")[0] ?? name));
  const names = Object.keys(LABELS).filter((name) => fields.has(name));
  return names.length === 0
    ? ""
    : `${plural(names.length, "field needs", "fields need")} a correction: ` +
        `${names.map((name) => LABELS[name]).join(", ")}.`;
}
