import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Sync, SyncRequest } from "../../api-types";
import { count, dateTime, MODES, STATES } from "../../format";
import { INDICATORS } from "../systems/last-sync";
import { Failure } from "./failure";
import { Proof } from "./proof";
import { took } from "./sync-columns";
import { SyncLog } from "./sync-log";
import { SyncProgress } from "./sync-progress";
import { Unfinished } from "./unfinished";
import { isRunning } from "./use-sync";

interface Props {
  sync: Sync;
  onStart?: ((request: SyncRequest) => void) | undefined;
}

/** Everything about one sync: how far it is, what it did, its proof or its error, its log. */
export function SyncDetails({ sync, onStart }: Props) {
  const running = isRunning(sync.state);
  return (
    <SpaceBetween size="l">
      {running && <SyncProgress sync={sync} />}
      {sync.error && <Failure sync={sync} error={sync.error} onStart={onStart} />}
      {sync.continuable && <Unfinished sync={sync} />}
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={[
          {
            label: "State",
            value: (
              <StatusIndicator type={INDICATORS[sync.state]}>
                {STATES[sync.state]}
                {sync.resumed_from && ", went on from the one before"}
              </StatusIndicator>
            ),
          },
          { label: "Kind", value: MODES[sync.mode] },
          { label: "Started", value: dateTime(sync.started_at) },
          { label: running ? "Running for" : "Took", value: took(sync) },
          { label: "Added", value: count(sync.added) },
          { label: "Updated", value: count(sync.updated) },
          { label: "Deleted", value: count(sync.deleted) },
          { label: "Unchanged", value: count(sync.unchanged) },
        ]}
      />
      {sync.proof && <Proof proof={sync.proof} />}
      <SyncLog sync={sync} />
    </SpaceBetween>
  );
}
