import { useSystems } from "../systems/use-systems";
import { useChoices } from "./use-revenue";
import type { View } from "./view";

const COLORS = 10;

type ColorOf = (id: string) => string;

/**
 * The colour of each system by its id: the same in every view, whichever systems it shows, and with
 * another system added. Undefined: not known yet.
 */
export function useSystemColors(): ColorOf | undefined {
  const { data, error } = useSystems();
  return data || error ? colorsOf(data ?? []) : undefined;
}

/** The same for currencies by their code, whichever of them are shown. */
export function useCurrencyColors(view: View): ColorOf | undefined {
  const { data, error } = useChoices(view);
  return data || error ? inOrder(data?.currencies ?? []) : undefined;
}

/** In order of creation: a hash of the id gives two systems of three the same one too often. */
export function colorsOf(systems: readonly { id: string; created_at: string }[]): ColorOf {
  const sorted = [...systems].sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1));
  return inOrder(sorted.map(({ id }) => id));
}

const inOrder =
  (ids: readonly string[]): ColorOf =>
  (id) =>
    `var(--system-${((ids.indexOf(id) + COLORS) % COLORS) + 1})`;
