import type { UseQueryResult } from "@tanstack/react-query";

/** What every hook that reads returns. `loading`: nothing to show yet. */
export interface Loaded<T> {
  data: T | undefined;
  loading: boolean;
  error: Error | null;
  reload: () => void;
}

export function loaded<T>(query: UseQueryResult<T>): Loaded<T> {
  return {
    data: query.data,
    loading: query.isPending && query.fetchStatus !== "idle",
    error: query.error,
    reload: () => void query.refetch(),
  };
}
