import { useSystems } from "../systems/use-systems";

const COLORS = 10;

/**
 * The colour of each system by its id: the same in every view, whichever systems it shows, and with
 * another system added. Undefined: not known yet.
 */
export function useColors(): ((systemId: string) => string) | undefined {
  const { data, error } = useSystems();
  return data || error ? colorsOf(data ?? []) : undefined;
}

/** In order of creation: a hash of the id gives two systems of three the same one too often. */
export function colorsOf(systems: readonly { id: string; created_at: string }[]) {
  const ids = [...systems]
    .sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1))
    .map(({ id }) => id);
  return (id: string) => `var(--system-${((ids.indexOf(id) + COLORS) % COLORS) + 1})`;
}
