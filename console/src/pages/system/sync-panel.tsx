import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Sync, SyncRequest, System } from "../../api-types";
import { Problem } from "../../layout/problem";
import type { Loaded } from "../../loaded";
import { useSession } from "../../session/session";
import { Waiting } from "../../session/waiting";
import { SyncDetails } from "./sync-details";
import { isRunning } from "./use-sync";
import { useCancelSync } from "./use-syncs";

interface Props {
  system: System;
  sync: Loaded<Sync>;
  starting: boolean;
  onStart: (request: SyncRequest) => void;
}

/** The sync that runs, or the latest one. */
export function SyncPanel({ system, sync, starting, onStart }: Props) {
  const { canChange } = useSession();
  const running = sync.data && isRunning(sync.data.state) ? sync.data : null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={canChange && running && <Cancel system={system} sync={running} />}
        >
          {running ? "Running sync" : "Latest sync"}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {sync.error && <Problem error={sync.error} onRetry={sync.reload} />}
        {sync.loading && <Waiting />}
        {sync.data && (
          <SyncDetails
            key={sync.data.id}
            sync={sync.data}
            onStart={canChange && !starting ? onStart : undefined}
          />
        )}
        {!sync.data && !sync.loading && !sync.error && (
          <Box color="text-body-secondary">
            No sync yet. {canChange && "Start a full sync to copy all invoices."}
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Cancel({ system, sync }: { system: System; sync: Sync }) {
  const { loading, error, cancel } = useCancelSync(system.id, sync.id);
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {error && <Box color="text-status-error">{error.message}</Box>}
      <Button
        onClick={cancel}
        loading={loading || sync.cancel_requested}
        loadingText="The sync ends after the current step"
      >
        Cancel sync
      </Button>
    </SpaceBetween>
  );
}
