/** The questions to the API behind one list, and what comes of its answers. */

import type { Api } from "../../api";
import type { FoundInvoice, InvoiceQuery } from "../../api-types";
import { dayOf } from "./fields";
import { NOTHING, type Sums, sumsOf, together } from "./totals";
import { DAYS, isAsked, type Wanted } from "./wanted";

const AT_ONCE = 1000;

/** Where to go on: which of the questions, and the cursor of its last answer. */
export interface Place {
  question: number;
  cursor?: string;
}

export const START: Place = { question: 0 };

export interface Batch {
  rows: FoundInvoice[];
  sums: Sums;
  unreadable: number;
  lookedAt: number;
  next: Place | null;
}

/** One a system, where some are chosen: the API looks through one or all. */
export function questionsOf(wanted: Wanted): InvoiceQuery[] {
  const day = basisOf(wanted);
  const { from, to } = day ? wanted[day] : { from: "", to: "" };
  const common: InvoiceQuery = {
    limit: AT_ONCE,
    status: wanted.status,
    currency: wanted.currency,
    ...(wanted.number ? { number: wanted.number } : {}),
    ...(day ? { basis: day } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(isAsked(wanted.refunded) && wanted.status.length === 0 ? { status: ["Refunded"] } : {}),
  };
  return wanted.system.length > 0
    ? wanted.system.map((system_id) => ({ ...common, system_id }))
    : [common];
}

/** The API compares one day; `remains` compares the others. */
const basisOf = (wanted: Wanted) =>
  (["issued", "paid"] as const).find((day) => isAsked(wanted[day]));

function remains(wanted: Wanted, invoice: FoundInvoice): boolean {
  return DAYS.filter((day) => isAsked(wanted[day])).every((day) => {
    const { from, to } = wanted[day];
    const its = dayOf(invoice, day);
    return its !== null && (!from || from <= its) && (!to || its <= to);
  });
}

export async function readBatch(
  api: Api,
  wanted: Wanted,
  place: Place,
  signal: AbortSignal,
): Promise<Batch> {
  const questions = questionsOf(wanted);
  const { question, cursor } = place;
  const answer = await api.findInvoices(
    { ...questions[question], ...(cursor ? { cursor } : {}) },
    signal,
  );
  const rows = answer.invoices.filter((invoice) => remains(wanted, invoice));
  const following = question + 1 < questions.length ? { question: question + 1 } : null;
  return {
    rows,
    sums: sumsOf(rows),
    unreadable: rows.filter((row) => row.unreadable !== null).length,
    lookedAt: answer.looked_at,
    next: answer.next ? { question, cursor: answer.next } : following,
  };
}

export interface Found {
  rows: FoundInvoice[];
  sums: Sums;
  /** Of the rows, those whose amounts nobody knows. */
  unreadable: number;
  lookedAt: number;
}

export const foundIn = (batches: readonly Batch[]): Found => ({
  rows: batches.flatMap(({ rows }) => rows),
  unreadable: batches.reduce((all, { unreadable }) => all + unreadable, 0),
  sums: batches.map(({ sums }) => sums).reduce(together, NOTHING),
  lookedAt: batches.reduce((all, { lookedAt }) => all + lookedAt, 0),
});
