/** What the sums of a period are divided into: systems, or the currencies of the invoices. */

import type { Revenue, RevenueRow } from "../../api-types";
import type { Split } from "./view";

type Divided = Pick<RevenueRow, "by_system" | "by_currency">;

const partsOf = (row: Divided, split: Split) =>
  (split === "currencies" ? row.by_currency : row.by_system) ?? {};

/** In the reporting currency. */
export const partOf = (row: Divided, split: Split, id: string) => partsOf(row, split)[id];

/** Ids or codes of those with any revenue, the largest first, so that it is the lowest bar. */
export function partsIn({ total }: Pick<Revenue, "total">, split: Split): string[] {
  return Object.entries(partsOf(total, split))
    .filter(([, { count, gross }]) => count > 0 || Number(gross) !== 0)
    .sort(([, a], [, b]) => Number(b.gross) - Number(a.gross))
    .map(([id]) => id);
}
