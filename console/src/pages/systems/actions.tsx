import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Mode, System } from "../../api-types";
import { count } from "../../format";
import { useShell } from "../../layout/context";
import { editAddress } from "../../layout/links";
import { DeleteSystem } from "../system/delete";
import { canBeStarted, notStarted, reasonsOf } from "./choices";
import { CreateButton } from "./create-button";
import { startedMessage } from "./started";
import { useStart } from "./use-start";

export interface Chosen {
  selected: readonly System[];
  /** Those a filter leaves. */
  found: readonly System[];
  filtered: boolean;
}

/** What an administrator does with the systems that are selected, or with all. */
export function Actions({ selected, found, filtered }: Chosen) {
  const { flash } = useShell();
  const { loading, start } = useStart((outcomes, mode) => flash(startedMessage(outcomes, mode)));
  const [deleted, setDeleted] = useState<System | null>(null);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <SelectedActions
        selected={selected}
        starting={loading}
        onStart={(mode) => start(selected, mode)}
        onDelete={setDeleted}
      />
      <SyncButton
        systems={selected.length > 0 ? selected : found.filter(canBeStarted)}
        text={textOf({ selected, found, filtered })}
        starting={loading}
        onStart={(systems) => start(systems, "incremental")}
      />
      <CreateButton primary />
      {deleted && <DeleteSystem system={deleted} onClose={() => setDeleted(null)} />}
    </SpaceBetween>
  );
}

function textOf({ selected, found, filtered }: Chosen): string {
  if (selected.length > 0) {
    return "Sync";
  }
  return filtered ? `Sync all found (${count(found.length)})` : "Sync all";
}

interface SelectedProps {
  selected: readonly System[];
  starting: boolean;
  onStart: (mode: Mode) => void;
  onDelete: (system: System) => void;
}

function SelectedActions({ selected, starting, onStart, onDelete }: SelectedProps) {
  const navigate = useNavigate();
  const [system] = selected;
  const reasons = reasonsOf(selected);
  const item = (id: string, text: string, reason: string) => ({
    id,
    text,
    disabled: reason !== "",
    ...(reason && { disabledReason: reason }),
  });
  const actions: Record<string, () => void> = {
    edit: () => system && void navigate(editAddress(system.id)),
    delete: () => system && onDelete(system),
    sync: () => onStart("incremental"),
    full: () => onStart("full"),
  };
  return (
    <ButtonDropdown
      disabled={starting}
      onItemClick={({ detail }) => actions[detail.id]?.()}
      items={[
        item("edit", "Edit", reasons.one),
        item("delete", "Delete", reasons.one),
        item("sync", "Start Sync", reasons.start),
        item("full", "Start Full sync", reasons.start),
      ]}
    >
      Actions
    </ButtonDropdown>
  );
}

interface SyncProps {
  systems: readonly System[];
  text: string;
  starting: boolean;
  onStart: (systems: readonly System[]) => void;
}

function SyncButton({ systems, text, starting, onStart }: SyncProps) {
  const reason = notStarted(systems, "There is no system to start.");
  return (
    <Button
      disabled={reason !== ""}
      disabledReason={reason}
      loading={starting}
      loadingText="Starting the syncs"
      onClick={() => onStart(systems)}
    >
      {text}
    </Button>
  );
}
