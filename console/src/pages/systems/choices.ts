/** What can be done with the systems somebody has selected, and in words why it cannot. */

import type { System } from "../../api-types";
import { isBusy } from "./use-systems";

/** "": nothing is in the way. */
export interface Reasons {
  /** Of editing and deleting. */
  one: string;
  start: string;
}

export function reasonsOf(selected: readonly System[]): Reasons {
  return { one: notOne(selected), start: notStarted(selected, "Select the systems to start.") };
}

function notOne({ length }: readonly System[]): string {
  if (length === 0) {
    return "Select a system.";
  }
  return length > 1 ? "Select one system only." : "";
}

/** Those that run are asked for as well: the answer says so. But not them alone. */
export function notStarted(systems: readonly System[], none: string): string {
  if (systems.length === 0) {
    return none;
  }
  if (!systems.every(isBusy)) {
    return "";
  }
  return systems.length > 1 ? "A sync of each of them is running." : "A sync is running.";
}

export const canBeStarted = ({ deleting }: System) => !deleting;
