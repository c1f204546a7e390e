import ProgressBar from "@cloudscape-design/components/progress-bar";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { State, System } from "../../api-types";
import { ago, MODES, progress, STATES } from "../../format";
import { Secondary } from "../../layout/secondary";
import { useSync } from "../system/use-sync";

export const INDICATORS = {
  queued: "pending",
  running: "in-progress",
  succeeded: "success",
  failed: "error",
  cancelled: "stopped",
} as const satisfies Record<State, string>;

export function LastSync({ system }: { system: System }) {
  if (system.deleting) {
    return <StatusIndicator type="in-progress">Deleting</StatusIndicator>;
  }
  if (system.running_sync_id) {
    return <Running systemId={system.id} syncId={system.running_sync_id} />;
  }
  if (!system.last_sync) {
    return <StatusIndicator type="pending">Never synced</StatusIndicator>;
  }
  const { state, ended_at, started_at } = system.last_sync;
  return (
    <>
      <StatusIndicator type={INDICATORS[state]} wrapText={false}>
        {STATES[state]}
      </StatusIndicator>
      <Secondary>{ago(ended_at ?? started_at)}</Secondary>
    </>
  );
}

function Running({ systemId, syncId }: { systemId: string; syncId: string }) {
  const { data: sync } = useSync(systemId, syncId);
  const percent = sync ? progress(sync).percent : null;
  if (!sync || percent === null) {
    return <StatusIndicator type="in-progress">Syncing</StatusIndicator>;
  }
  return <ProgressBar value={percent} description={MODES[sync.mode]} variant="standalone" />;
}
