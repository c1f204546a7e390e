import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useEffect, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { ApiError } from "../../api-error";
import type { System } from "../../api-types";
import { Info } from "../../layout/info";
import { SYSTEMS, SystemsLink } from "../../layout/links";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { WarningList } from "../../layout/warning-list";
import { useSession } from "../../session/session";
import { Waiting } from "../../session/waiting";
import { DeleteSystem } from "./delete";
import { Details } from "./details";
import { HELP } from "./help";
import { History } from "./history";
import { Invoices } from "./invoices";
import { StartFromWhmcs } from "./start-from-whmcs";
import { SyncHistory } from "./sync-history";
import { SyncPanel } from "./sync-panel";
import { SystemRevenue } from "./system-revenue";
import { Unreadable } from "./unreadable";
import { isRunning, useSync } from "./use-sync";
import { useStartSync } from "./use-syncs";
import { useSystem } from "./use-system";

export default function SystemPage() {
  const { systemId = "" } = useParams();
  const { data: system, loading, error, reload } = useSystem(systemId);
  if (system) {
    return <Loaded key={system.id} system={system} error={error} />;
  }
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <Page
      title="System"
      crumbs={[SYSTEMS]}
      help={HELP}
      header={<Header variant="h1">System</Header>}
    >
      {loading && <Waiting />}
      {error && !gone && <Problem error={error} onRetry={reload} />}
      {gone && (
        <Box variant="p">
          This system does not exist, or no longer. Go to the{" "}
          <SystemsLink>list of systems</SystemsLink>.
        </Box>
      )}
    </Page>
  );
}

function Loaded({ system, error }: { system: System; error: Error | null }) {
  const { canChange } = useSession();
  const [followed, follow] = useState<string | null>(null);
  const sync = useSync(
    system.id,
    system.running_sync_id ?? followed ?? system.last_sync?.id ?? null,
  );
  const start = useStartSync(system.id, follow);
  const [deleting, setDeleting] = useState(false);
  const running =
    system.running_sync_id !== null || (sync.data !== undefined && isRunning(sync.data.state));

  useEffect(() => {
    system.running_sync_id && follow(system.running_sync_id);
  }, [system.running_sync_id]);

  return (
    <Page
      title={system.name}
      crumbs={[SYSTEMS]}
      help={HELP}
      header={
        <Header
          variant="h1"
          info={<Info topic={HELP} />}
          description={system.description}
          actions={
            canChange && (
              <Actions
                system={system}
                running={running}
                starting={start.loading}
                onSync={() => start.start({ mode: "incremental" })}
                onFullSync={() => start.start({ mode: "full" })}
                onDelete={() => setDeleting(true)}
              />
            )
          }
        >
          {system.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {system.deleting && (
          <Alert type="info">This system and its invoices are being deleted.</Alert>
        )}
        {error && <Problem error={error} title="The page could not be renewed" />}
        {start.error && <Problem error={start.error} title="The sync did not start" />}
        <Unreadable rows={system.unreadable} />
        <WarningList texts={system.warnings} systems={[system]} />
        <Details system={system} />
        <SyncPanel system={system} sync={sync} starting={start.loading} onStart={start.start} />
        <Sections system={system} />
        <StartFromWhmcs system={system} />
      </SpaceBetween>
      {deleting && <DeleteSystem system={system} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

interface ActionsProps {
  system: System;
  running: boolean;
  starting: boolean;
  onSync: () => void;
  onFullSync: () => void;
  onDelete: () => void;
}

function Actions({ system, running, starting, onSync, onFullSync, onDelete }: ActionsProps) {
  const navigate = useNavigate();
  const reason = system.deleting
    ? "The system is being deleted."
    : running
      ? "A sync is running. Follow it below, or cancel it first."
      : "";
  const guarded = { disabled: reason !== "" || starting, disabledReason: reason };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={onDelete} disabled={system.deleting}>
        Delete
      </Button>
      <Button
        onClick={() => void navigate(`${SYSTEMS.href}/${system.id}/edit`)}
        disabled={system.deleting}
      >
        Edit
      </Button>
      <Button onClick={onFullSync} {...guarded}>
        Full sync
      </Button>
      <Button variant="primary" onClick={onSync} {...guarded}>
        Sync
      </Button>
    </SpaceBetween>
  );
}

function Sections({ system }: { system: System }) {
  const [parameters, setParameters] = useSearchParams();
  return (
    <Tabs
      variant="container"
      activeTabId={parameters.get("tab") ?? "syncs"}
      onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
      tabs={[
        { id: "syncs", label: "Syncs", content: <SyncHistory systemId={system.id} /> },
        { id: "history", label: "History", content: <History systemId={system.id} /> },
        { id: "invoices", label: "Invoices", content: <Invoices systemId={system.id} /> },
        { id: "revenue", label: "Revenue", content: <SystemRevenue system={system} /> },
      ]}
    />
  );
}
