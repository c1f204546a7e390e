import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Sync } from "../../api-types";
import { History } from "./history";
import { type Named, SyncDialog } from "./sync-dialog";
import { SyncHistory } from "./sync-history";

interface Props {
  systemId: string;
  /** The sync that is followed: newer than what lists say of it. */
  live: Sync | undefined;
}

/** What happened to a system: everything, or its syncs with their numbers. */
export function Timeline({ systemId, live }: Props) {
  const [parameters, setParameters] = useSearchParams();
  const [opened, open] = useState<Named | null>(null);
  const syncs = parameters.get("show") === "syncs";
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label="What is shown"
        selectedId={syncs ? "syncs" : "all"}
        onChange={({ detail }) =>
          setParameters({
            tab: "timeline",
            ...(detail.selectedId === "syncs" ? { show: "syncs" } : {}),
          })
        }
        options={[
          { id: "all", text: "Everything" },
          { id: "syncs", text: "Syncs" },
        ]}
      />
      {syncs ? (
        <SyncHistory systemId={systemId} live={live} onOpen={open} />
      ) : (
        <History systemId={systemId} onOpen={open} />
      )}
      {opened && <SyncDialog systemId={systemId} opened={opened} onClose={() => open(null)} />}
    </SpaceBetween>
  );
}
