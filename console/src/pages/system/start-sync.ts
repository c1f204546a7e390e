import type { Api } from "../../api";
import { ApiError } from "../../api-error";
import type { Sync, SyncRequest } from "../../api-types";

/** The sync that was started, or the id of the one that runs already. */
export async function startOrJoin(
  api: Api,
  systemId: string,
  request: SyncRequest,
): Promise<Sync | string> {
  try {
    return await api.startSync(systemId, request, crypto.randomUUID());
  } catch (error) {
    const running = error instanceof ApiError ? error.problem.sync_id : undefined;
    if (running) {
      return running;
    }
    throw error;
  }
}
