import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useNavigate } from "react-router";
import type { SyncRequest, System } from "../../api-types";
import { editAddress } from "../../layout/links";

interface Props {
  system: System;
  running: boolean;
  starting: boolean;
  /** The latest sync is a full one that stopped on its way. */
  continuable: boolean;
  onStart: (request: SyncRequest) => void;
  onDelete: () => void;
}

/** What an administrator may do with a system. */
export function Actions({ system, running, starting, continuable, onStart, onDelete }: Props) {
  const navigate = useNavigate();
  const reason = system.deleting
    ? "The system is being deleted."
    : running
      ? "A sync is running. The tab Status shows it, and can cancel it."
      : "";
  const guarded = { disabled: reason !== "" || starting, disabledReason: reason };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={onDelete} disabled={system.deleting}>
        Delete
      </Button>
      <Button onClick={() => void navigate(editAddress(system.id))} disabled={system.deleting}>
        Edit
      </Button>
      <Button onClick={() => onStart({ mode: "full" })} {...guarded}>
        Full sync
      </Button>
      {continuable && (
        <Button onClick={() => onStart({ mode: "full", continue: true })} {...guarded}>
          Continue
        </Button>
      )}
      <Button variant="primary" onClick={() => onStart({ mode: "incremental" })} {...guarded}>
        Sync
      </Button>
    </SpaceBetween>
  );
}
