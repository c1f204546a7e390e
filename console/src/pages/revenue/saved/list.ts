/** Views that a person gave a name to, as parameters of the address: a saved view is a shared one. */

export interface SavedView {
  name: string;
  search: string;
}

type Views = readonly SavedView[];

export const LONGEST_NAME = 60;

/** What the browser keeps; what is no view in it is left out. */
export function viewsIn(text: string | null): SavedView[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (value: unknown): value is SavedView =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  "search" in value &&
  typeof value.name === "string" &&
  typeof value.search === "string";

/** Letter case does not make two names of one. */
export const named = (views: Views, name: string) => views.find((view) => isSame(view.name, name));

export const without = (views: Views, name: string) =>
  views.filter((view) => !isSame(view.name, name));

/** In place of the one that had this name. */
export const saved = (views: Views, view: SavedView): SavedView[] =>
  [...without(views, view.name), view].sort((a, b) => a.name.localeCompare(b.name));

export function renamed(views: Views, from: string, to: string): SavedView[] {
  const view = named(views, from);
  return view ? saved(without(views, from), { ...view, name: to }) : [...views];
}

/** Why this is no new name for that view, or "". */
export function renameProblem(views: Views, from: string, to: string): string {
  const other = named(without(views, from), to);
  return nameProblem(to) || (other ? `There is a view called ${other.name} already.` : "");
}

export function nameProblem(name: string): string {
  if (name === "") {
    return "Give it a name.";
  }
  return name.length > LONGEST_NAME ? `At most ${LONGEST_NAME} characters.` : "";
}

const isSame = (one: string, other: string) =>
  one.localeCompare(other, undefined, { sensitivity: "accent" }) === 0;
