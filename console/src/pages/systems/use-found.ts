import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { System } from "../../api-types";
import { compareBy, type Order, orderIn, withOrder } from "../../layout/table/order";
import { columns } from "./columns";

const FIND = "find";
const BY_NAME: Order = { column: "name", descending: false };
const NONE: readonly System[] = [];

export interface Found {
  systems: readonly System[];
  text: string;
  order: Order;
  find: (text: string) => void;
  sort: (order: Order) => void;
}

/** Those systems that are looked for, in order; what is looked for stands in the address. */
export function useFound(all: readonly System[] = NONE): Found {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get(FIND) ?? "";
  const asked = orderIn(parameters);
  const order = columns.some(({ id }) => id === asked?.column) && asked ? asked : BY_NAME;
  const { column, descending } = order;
  const systems = useMemo(() => {
    const compare = compareBy(columns, { column, descending });
    const found = all.filter((system) => matches(system, text));
    return compare ? found.toSorted(compare) : found;
  }, [all, text, column, descending]);
  return {
    systems,
    text,
    order,
    find: (changed) => setParameters(withText(parameters, changed), { replace: true }),
    sort: (changed) => setParameters(withOrder(parameters, changed)),
  };
}

export function matches({ name, description, url }: System, text: string): boolean {
  const part = text.trim().toLowerCase();
  return [name, description, url].some((one) => one.toLowerCase().includes(part));
}

function withText(parameters: URLSearchParams, text: string): URLSearchParams {
  const changed = new URLSearchParams(parameters);
  changed.delete(FIND);
  text && changed.set(FIND, text);
  return changed;
}
