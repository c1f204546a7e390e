/** What an event's `detail` holds, by its type, as docs/events.md says. */

import type { Mode, SystemEvent } from "../../api-types";

interface OfSync {
  sync_id: string;
  mode: Mode;
}

export interface Counters {
  seen: number;
  added: number;
  updated: number;
  deleted: number;
}

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

export interface Month {
  month: string;
  before: { net: string; gross: string };
  after: { net: string; gross: string };
}

interface Details {
  SystemCreated: { url: string };
  SystemChanged: { changes: Change[] };
  SystemDeleted: object;
  ConnectionTested: { ok: boolean; code: string | null; entered: string[] };
  SyncStarted: OfSync & { resumed_from: string | null };
  SyncCancelRequested: { sync_id: string };
  SyncSucceeded: OfSync & { counters: Counters; recovered: boolean };
  SyncFailed: OfSync & { error: { title: string; detail: string }; repeated: boolean };
  SyncCancelled: OfSync & { counters: Counters };
  RevenueChanged: { currency: string; months: Month[] };
}

type Known = { [Type in SystemEvent["type"]]: { type: Type; detail: Details[Type] } };

export type KnownEvent = Known[SystemEvent["type"]];

/** The API's description leaves `detail` open; its types are held to this by their schemas. */
export const known = ({ type, detail }: SystemEvent) => ({ type, detail }) as unknown as KnownEvent;

/** The sync that an event is about. */
export const syncOf = ({ detail }: SystemEvent): string | null =>
  "sync_id" in detail && typeof detail.sync_id === "string" ? detail.sync_id : null;
