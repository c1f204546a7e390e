import Box from "@cloudscape-design/components/box";
import Modal from "@cloudscape-design/components/modal";
import { ApiError } from "../../api-error";
import { Problem } from "../../layout/problem";
import { Waiting } from "../../session/waiting";
import { SyncDetails } from "./sync-details";
import { useSync } from "./use-sync";

export interface Named {
  id: string;
  name: string;
}

interface Props {
  systemId: string;
  opened: Named;
  onClose: () => void;
}

/** One sync of the past; lists hold no logs. */
export function SyncDialog({ systemId, opened, onClose }: Props) {
  return (
    <Modal visible size="large" onDismiss={onClose} header={opened.name}>
      <Opened systemId={systemId} syncId={opened.id} />
    </Modal>
  );
}

function Opened({ systemId, syncId }: { systemId: string; syncId: string }) {
  const { data, error, reload } = useSync(systemId, syncId);
  if (data) {
    return <SyncDetails sync={data} />;
  }
  if (error instanceof ApiError && error.status === 404) {
    return <Box>Details of a sync are kept for 90 days, what happened for a year.</Box>;
  }
  return error ? <Problem error={error} onRetry={reload} /> : <Waiting />;
}
