/** How far a search is. Invoices may be added while it runs, so that it looks at more than there were. */

import { count, plural } from "../../format";

export const share = (lookedAt: number, total: number) =>
  total > 0 ? Math.min(100, (lookedAt / total) * 100) : 0;

export const lookedThrough = (lookedAt: number, total: number) =>
  `Looked at ${count(lookedAt)} of ${plural(Math.max(lookedAt, total), "invoice")}`;
