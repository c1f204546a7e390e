import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Sync } from "../../api-types";
import { age, count } from "../../format";

interface Props {
  proof: NonNullable<Sync["proof"]>;
}

/** WHMCS's number of invoices and ours, in all and by status, and how old the oldest figure is. */
export function Proof({ proof }: Props) {
  const equal = proof.remote_total === proof.stored_total;
  const statuses = byCount(proof.statuses);
  return (
    <SpaceBetween size="s">
      <StatusIndicator type={equal ? "success" : "warning"}>
        {equal ? "Complete: " : "Not equal: "}
        WHMCS holds {count(proof.remote_total)} invoices, we hold {count(proof.stored_total)}; the
        last one has id {proof.last_id}. {age(proof.verified_since)}.
      </StatusIndicator>
      {statuses.length > 0 && (
        <SpaceBetween size="xs">
          <Box color="text-body-secondary">As many of each closed status, in WHMCS and here:</Box>
          <KeyValuePairs
            columns={4}
            items={statuses.map(([label, number]) => ({ label, value: count(number) }))}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

/** Most first. Only closed ones are counted; a status without an invoice says nothing. */
export const byCount = (statuses: Props["proof"]["statuses"]) =>
  Object.entries(statuses ?? {})
    .filter(([, number]) => number > 0)
    .sort(([, a], [, b]) => b - a);
