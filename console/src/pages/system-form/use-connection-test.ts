import { useMutation } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { Connection } from "../../api-types";

/** Tries a connection: a new system's, or a stored one's with what is changed in the form. */
export function useConnectionTest(systemId?: string) {
  const api = useApi();
  const { data, isPending, error, mutateAsync, reset } = useMutation({
    mutationFn: (connection: Connection) => {
      if (systemId === undefined) {
        return api.testNewSystem(connection);
      }
      const { password, ...rest } = connection;
      return api.testSystem(systemId, password ? connection : rest);
    },
  });
  /** Undefined where it could not be tried; `error` says why. */
  const run = (connection: Connection) => mutateAsync(connection).catch(() => undefined);
  return { data, loading: isPending, error, run, reset };
}
