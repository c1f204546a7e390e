/** What a reader must know of the systems of a report, so that no figure looks right that is not. */

import type { Revenue, System } from "../../api-types";
import { age, dateTime, plural } from "../../format";

export type Source = Revenue["systems"][number];

/** What a short word on it needs, which a system itself has too. */
export type Brief = Omit<Source, "as_of" | "id">;

export const briefOf = ({ last_sync, ...system }: System): Brief & { id: string } => ({
  ...system,
  last_sync_state: last_sync?.state ?? null,
});

const NAMED = 3;

/** In a word, beside a system's name; "" where nothing is wrong. */
export function doubt({ complete, last_sync_state: state, unreadable }: Brief): string {
  if (!complete) {
    return "incomplete";
  }
  if (stopped(state)) {
    return `last sync ${state}`;
  }
  return unreadable.length > 0 ? "unreadable invoices" : "";
}

/** Whole sentences about a system, none where nothing is wrong. */
export function doubts(source: Source): string[] {
  const { complete, as_of, last_sync_state: state, unreadable } = source;
  const since = as_of ? `complete as of ${dateTime(as_of)}` : "no other has succeeded";
  return [
    complete ? "" : "Incomplete: no sync has succeeded at its address yet.",
    complete && stopped(state) ? `The last sync ${ENDED[state ?? ""]}; ${since}.` : "",
    unreadable.length > 0 ? `${plural(unreadable.length, "unreadable invoice")} left out.` : "",
  ].filter(Boolean);
}

const stopped = (state: Source["last_sync_state"]) => state === "failed" || state === "cancelled";

const ENDED: Record<string, string> = { failed: "failed", cancelled: "was cancelled" };

/** One line for a heading: `Incomplete: Hosting. Last sync failed: Domains, Mail.` */
export function caveat(sources: readonly Brief[]): string {
  const words = [...new Set(sources.map(doubt).filter(Boolean))].sort();
  return words.map((word) => `${capital(word)}: ${named(word, sources)}.`).join(" ");
}

function named(word: string, sources: readonly Brief[]): string {
  const names = sources.filter((source) => doubt(source) === word).map(({ name }) => name);
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** How old the oldest figure of all systems is, as far as all invoices are in. */
export function oldest(sources: readonly Brief[]): string {
  const since = sources.filter(({ complete }) => complete).map((one) => one.verified_since);
  const known = since.filter((moment) => moment !== null).sort();
  return age(known.length === since.length ? (known[0] ?? null) : null);
}

/** The name of a system by its id, with what is wrong with its figures. */
export function namesOf(sources: readonly Source[]): (id: string) => string {
  const names = new Map(
    sources.map((source) => {
      const word = doubt(source);
      return [source.id, word ? `${source.name} (${word})` : source.name];
    }),
  );
  return (id) => names.get(id) ?? id;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
