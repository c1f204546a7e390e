import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Sync, SyncRequest } from "../../api-types";
import { count, plural } from "../../format";

interface Props {
  sync: Sync;
  disabled: boolean;
  onStart: (request: SyncRequest) => void;
}

/** A full sync that stopped on its way: to read the rest, or everything from the beginning. */
export function Unfinished({ sync, disabled, onStart }: Props) {
  return (
    <Alert
      type="info"
      header="This full sync stopped before its end"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={disabled} onClick={() => onStart({ mode: "full" })}>
            Start anew
          </Button>
          <Button disabled={disabled} onClick={() => onStart({ mode: "full", continue: true })}>
            Continue
          </Button>
        </SpaceBetween>
      }
    >
      {reached(sync)} <b>Continue</b> reads only what is left. <b>Start anew</b> reads every invoice
      again, as a full sync does.
    </Alert>
  );
}

function reached({ resumed_from, invoices_seen: seen, invoices_total: total }: Sync): string {
  if (resumed_from) {
    return `It went on from the one before and read ${plural(seen, "more invoice")}.`;
  }
  return total === null
    ? `It read ${plural(seen, "invoice")}.`
    : `It read ${count(seen)} of ${plural(total, "invoice")}.`;
}
