/** Invoices as a file for spreadsheets: RFC 4180, days in ISO 8601, amounts with a point. */

import type { FoundInvoice } from "../../api-types";
import { FIELDS } from "./fields";

export const HEADING = `${["system", ...FIELDS].join()}\r\n`;

const AMOUNTS: ReadonlySet<string> = new Set(["net", "tax", "gross", "credit", "total"]);

export const linesOf = (invoices: readonly FoundInvoice[], nameOf: (id: string) => string) =>
  invoices.map((invoice) => `${lineOf(invoice, nameOf(invoice.system_id))}\r\n`).join("");

const lineOf = (invoice: FoundInvoice, system: string) =>
  [
    cell(system),
    ...FIELDS.map((field) => {
      const text = String(invoice[field] ?? "");
      return AMOUNTS.has(field) ? text : cell(text);
    }),
  ].join();

/**
 * Spreadsheets compute what begins like a formula, some of them whatever blanks, invisible
 * characters or full width it begins with; a quote in front keeps it text. So does the API.
 */
export function cell(text: string): string {
  const seen = text.normalize("NFKC").replaceAll(/[\p{Z}\p{C}]/gu, "");
  const guarded = /^[=+\-@]/.test(seen) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
