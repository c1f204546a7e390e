import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import type { System } from "../../api-types";
import { Info } from "../../layout/info";
import { SYSTEMS } from "../../layout/links";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { useSession } from "../../session/session";
import { Actions } from "./actions";
import { DeleteSystem } from "./delete";
import { HELP } from "./help";
import { Invoices } from "./invoices";
import { Settings } from "./settings";
import { Status } from "./status";
import { SystemRevenue } from "./system-revenue";
import { Timeline } from "./timeline";
import { useFollowedSync } from "./use-followed-sync";
import { useRenewedLists } from "./use-renewed-lists";
import { useStartSync } from "./use-syncs";

interface Props {
  system: System;
  error: Error | null;
}

export function OneSystem({ system, error }: Props) {
  const { canChange } = useSession();
  const { sync, running, follow } = useFollowedSync(system);
  const { start, loading: starting, error: notStarted } = useStartSync(system.id, follow);
  const [deleting, setDeleting] = useState(false);
  const [parameters, setParameters] = useSearchParams();
  useRenewedLists(system);
  const tabs = [
    {
      id: "status",
      label: "Status",
      content: <Status system={system} sync={sync} starting={starting} onStart={start} />,
    },
    { id: "invoices", label: "Invoices", content: boxed(<Invoices systemId={system.id} />) },
    { id: "revenue", label: "Revenue", content: <SystemRevenue system={system} /> },
    {
      id: "timeline",
      label: "Timeline",
      content: boxed(<Timeline systemId={system.id} live={sync.data} />),
    },
    { id: "settings", label: "Settings", content: <Settings system={system} /> },
  ];
  const tab = tabs.find(({ id }) => id === parameters.get("tab"))?.id ?? "status";

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
                starting={starting}
                continuable={sync.data?.continuable ?? false}
                onStart={(request) => {
                  setParameters({}); // To the tab Status, which shows it.
                  start(request);
                }}
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
        {notStarted && <Problem error={notStarted} title="The sync did not start" />}
        <Tabs
          activeTabId={tab}
          onChange={({ detail }) => setParameters({ tab: detail.activeTabId })}
          tabs={tabs}
        />
      </SpaceBetween>
      {deleting && <DeleteSystem system={system} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

const boxed = (content: ReactNode) => <Container>{content}</Container>;
