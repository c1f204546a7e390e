import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Sync } from "../../api-types";
import { age, count, plural } from "../../format";

type Proven = NonNullable<Sync["proof"]>;

interface Props {
  proof: Proven;
}

/** Why nobody has to take our word for it that all invoices are here. */
export function Proof({ proof }: Props) {
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type={isEqual(proof) ? "success" : "warning"}>
        {verdict(proof)}
      </StatusIndicator>
      {grounds(proof).map((sentence) => (
        <Box key={sentence} color="text-body-secondary">
          {sentence}
        </Box>
      ))}
    </SpaceBetween>
  );
}

const isEqual = ({ remote_total, stored_total }: Proven) => remote_total === stored_total;

export const verdict = (proof: Proven) =>
  isEqual(proof)
    ? `Complete: WHMCS holds ${plural(proof.remote_total, "invoice")}, and so do we.`
    : `Not equal: WHMCS holds ${plural(proof.remote_total, "invoice")}, we hold ${count(proof.stored_total)}.`;

export function grounds({ last_id, statuses, verified_since }: Proven): string[] {
  const counted = byCount(statuses).map(([status, number]) => `${count(number)} ${status}`);
  return [
    `Both were counted at the end of the list, whose last invoice has id ${last_id}.`,
    ...(counted.length > 0
      ? [`Of each closed status there are as many in WHMCS as here: ${counted.join(", ")}.`]
      : []),
    `${age(verified_since)}.`,
  ];
}

/** Most first. Only closed ones are counted; a status without an invoice says nothing. */
const byCount = (statuses: Proven["statuses"]) =>
  Object.entries(statuses ?? {})
    .filter(([, number]) => number > 0)
    .sort(([, a], [, b]) => b - a);
