import type { UseQueryResult } from "@tanstack/react-query";

/** What every hook that reads returns. `loading`: nothing to show yet. */
export interface Loaded<T> {
  data: T | undefined;
  loading: boolean;
  error: Error | null;
  reload: () => void;
}

/** Of what is read again and again. */
export interface Renewed {
  /** Milliseconds since 1970 of the last answer; 0: there was none. */
  updatedAt: number;
  /** What is shown is being read again. */
  renewing: boolean;
}

export function loaded<T>(query: UseQueryResult<T>): Loaded<T> {
  return {
    data: query.data,
    loading: query.isPending && query.fetchStatus !== "idle",
    error: query.error,
    reload: () => void query.refetch(),
  };
}

export const renewed = (
  query: Pick<UseQueryResult, "dataUpdatedAt" | "isRefetching">,
): Renewed => ({
  updatedAt: query.dataUpdatedAt,
  renewing: query.isRefetching,
});
