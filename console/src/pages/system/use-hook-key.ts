import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api";

/** Makes the key of a system's hook, which is shown until the page is left, and switches it off. */
export function useHookKey(systemId: string) {
  const api = useApi();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["system", systemId] });
  const create = useMutation({ mutationFn: () => api.createHookKey(systemId), onSettled });
  const remove = useMutation({
    mutationFn: () => api.deleteHookKey(systemId),
    onSuccess: create.reset,
    onSettled,
  });
  return {
    data: create.data,
    loading: create.isPending || remove.isPending,
    error: create.error ?? remove.error,
    create: () => create.mutate(),
    remove: () => remove.mutate(),
  };
}
