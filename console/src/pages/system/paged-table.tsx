import Table, { type TableProps } from "@cloudscape-design/components/table";
import { Problem } from "../../layout/problem";
import { PageNumbers } from "./page-numbers";
import type { Pages } from "./use-pages";

interface Props<T> extends Omit<TableProps<T>, "variant" | "loading" | "pagination"> {
  list: Pages<unknown>;
}

/** A list that comes a page at a time; in its place why it cannot be had. */
export function PagedTable<T>({ list, ...table }: Props<T>) {
  const { data, loading, error, reload, ...pages } = list;
  if (error && !data) {
    return <Problem error={error} onRetry={reload} />;
  }
  return (
    <Table
      {...table}
      variant="borderless"
      stickyHeader
      loading={loading}
      pagination={<PageNumbers {...pages} />}
    />
  );
}
