import { useMutation } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { ConnectionTest, SystemChange } from "../../api-types";

/** Tries a connection: a new system's, or a stored one's with what is changed in the form. */
export function useConnectionTest(systemId?: string) {
  const api = useApi();
  const { data, isPending, error, mutate, reset } = useMutation<
    ConnectionTest,
    Error,
    SystemChange
  >({
    mutationFn: (change) =>
      systemId ? api.testSystem(systemId, change) : api.testNewSystem(change),
  });
  return { data, loading: isPending, error, test: mutate, reset };
}
