import { useEffect, useState } from "react";
import type { Sync, System } from "../../api-types";
import type { Loaded } from "../../loaded";
import { isRunning, useSync } from "./use-sync";

interface FollowedSync {
  sync: Loaded<Sync>;
  running: boolean;
  /** Of a sync that was started here and of which the system does not tell yet. */
  follow: (syncId: string) => void;
}

/** The sync that runs, whoever started it; else the one just started here; else the latest. */
export function useFollowedSync(system: System): FollowedSync {
  const { running_sync_id: runs, last_sync: last } = system;
  const [followed, follow] = useState<string | null>(null);
  const sync = useSync(system.id, runs ?? followed ?? last?.id ?? null);

  useEffect(() => {
    if (runs) {
      follow(runs); // For the moment between its end and the news of it.
    }
  }, [runs]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another latest one, what was followed is past.
  useEffect(() => follow(null), [last?.id]);

  const running = runs !== null || (sync.data !== undefined && isRunning(sync.data.state));
  return { sync, running, follow };
}
