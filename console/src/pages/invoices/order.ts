/** The order of the list as it stands in the address: `sort=-gross`, the largest first. */

export interface Order {
  column: string;
  descending: boolean;
}

const SORT = "sort";

export function orderIn(parameters: URLSearchParams): Order | null {
  const text = parameters.get(SORT) ?? "";
  const column = text.replace(/^-/, "");
  return column ? { column, descending: text.startsWith("-") } : null;
}

export function withOrder(parameters: URLSearchParams, order: Order | null): URLSearchParams {
  const changed = new URLSearchParams(parameters);
  changed.delete(SORT);
  order && changed.set(SORT, `${order.descending ? "-" : ""}${order.column}`);
  return changed;
}

type Compare<T> = (a: T, b: T) => number;

/** Null where nobody asked for an order, or for one by what is no column. */
export function compareBy<T>(
  columns: readonly { id: string; sortingComparator?: Compare<T> }[],
  order: Order | null,
): Compare<T> | null {
  const compare = columns.find(({ id }) => id === order?.column)?.sortingComparator;
  return compare && order?.descending ? (a, b) => compare(b, a) : (compare ?? null);
}
