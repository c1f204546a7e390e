import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Sync, SyncRequest, System } from "../../api-types";
import { WarningList } from "../../layout/warning-list";
import type { Loaded } from "../../loaded";
import { Coming } from "./coming";
import { Figures } from "./figures";
import { SyncPanel } from "./sync-panel";
import { Unreadable } from "./unreadable";

interface Props {
  system: System;
  sync: Loaded<Sync>;
  starting: boolean;
  onStart: (request: SyncRequest) => void;
}

/** How a system is: what is wrong with it, its sync, its figures, and what comes next. */
export function Status({ system, sync, starting, onStart }: Props) {
  return (
    <SpaceBetween size="l">
      <Unreadable rows={system.unreadable} />
      <WarningList texts={system.warnings} systems={[system]} />
      <SyncPanel system={system} sync={sync} starting={starting} onStart={onStart} />
      <Figures system={system} />
      <Coming system={system} />
    </SpaceBetween>
  );
}
