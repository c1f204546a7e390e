import { useMemo, useRef } from "react";

type Compare<T> = (a: T, b: T) => number;

interface Sorted<T> {
  compare: Compare<T> | null;
  given: readonly T[];
  ordered: readonly T[];
}

/**
 * The rows in order. More of them come batch by batch: what is in order already is not sorted anew, or
 * a hundred batches took a hundred times as long. (A sort takes no longer than it must where a long part
 * of what it gets is in order.)
 */
export function useOrdered<T>(rows: readonly T[], compare: Compare<T> | null): readonly T[] {
  const last = useRef<Sorted<T>>({ compare: null, given: [], ordered: [] });
  return useMemo(() => {
    const { current: before } = last;
    const more = before.compare === compare && isStartOf(before.given, rows);
    const start = more ? [...before.ordered, ...rows.slice(before.given.length)] : rows;
    const ordered = compare ? start.toSorted(compare) : rows;
    last.current = { compare, given: rows, ordered };
    return ordered;
  }, [rows, compare]);
}

const isStartOf = <T>(start: readonly T[], rows: readonly T[]) =>
  start.length <= rows.length && start[0] === rows[0] && start.at(-1) === rows[start.length - 1];
