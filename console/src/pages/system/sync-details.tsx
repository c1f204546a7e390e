import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Sync, SyncRequest } from "../../api-types";
import { count, dateTime, duration, MODES, NONE, progress, STATES } from "../../format";
import { INDICATORS } from "../systems/last-sync";
import { Proof } from "./proof";
import { SyncLog } from "./sync-log";
import { isRunning } from "./use-sync";

interface Props {
  sync: Sync;
  onStart?: ((request: SyncRequest) => void) | undefined;
}

/** Everything about one sync: how far it is, what it did, its proof or its error, its log. */
export function SyncDetails({ sync, onStart }: Props) {
  return (
    <SpaceBetween size="l">
      {isRunning(sync.state) && <Progress sync={sync} />}
      {sync.error && (
        <Alert
          type="error"
          header={sync.error.title}
          action={
            sync.error.code === "SourceShrank" &&
            onStart && (
              <Button onClick={() => onStart({ mode: sync.mode, allow_shrink: true })}>
                Accept the smaller number
              </Button>
            )
          }
        >
          {sync.error.detail}
          {sync.error.advice && <Box variant="p">{sync.error.advice}</Box>}
        </Alert>
      )}
      <KeyValuePairs
        columns={4}
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
          { label: "Took", value: took(sync) },
          { label: "Added", value: count(sync.added) },
          { label: "Updated", value: count(sync.updated) },
          { label: "Deleted", value: count(sync.deleted) },
          { label: "Unchanged", value: count(sync.unchanged) },
        ]}
      />
      {sync.proof && <Proof proof={sync.proof} />}
      <SyncLog lines={sync.log} open={sync.state !== "succeeded"} />
    </SpaceBetween>
  );
}

const took = (sync: Sync) =>
  sync.ended_at ? duration(Date.parse(sync.ended_at) - Date.parse(sync.started_at)) : NONE;

function Progress({ sync }: { sync: Sync }) {
  const { percent, rate, remaining } = progress(sync);
  const facts = [
    sync.invoices_total === null || sync.resumed_from
      ? `${count(sync.invoices_seen)} invoices`
      : `${count(sync.invoices_seen)} of ${count(sync.invoices_total)} invoices`,
    sync.steps_total !== null && `step ${count(sync.steps_done)} of ${count(sync.steps_total)}`,
    rate > 0 && `${count(Math.round(rate))} a second`,
    remaining !== null && `about ${duration(remaining)} left`,
  ];
  return (
    <ProgressBar
      value={percent ?? 0}
      label={
        sync.cancel_requested ? "Cancelling" : sync.state === "queued" ? "Starting" : "Reading"
      }
      additionalInfo={facts.filter(Boolean).join(" · ")}
      ariaLabel="Progress of the sync"
    />
  );
}
