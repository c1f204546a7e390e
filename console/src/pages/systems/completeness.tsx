import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { System } from "../../api-types";
import { age } from "../../format";
import { Secondary } from "../../layout/secondary";

/** Whether all invoices of a system are in its figures, and how old the oldest of them is. */
export function Completeness({ system }: { system: System }) {
  return (
    <>
      <Indicator system={system} />
      <Age system={system} />
    </>
  );
}

function Indicator({ system: { complete } }: { system: System }) {
  return (
    <StatusIndicator type={complete ? "success" : "warning"} wrapText={false}>
      {complete ? "Complete" : "Incomplete"}
    </StatusIndicator>
  );
}

function Age({ system: { complete, verified_since } }: { system: System }) {
  return (
    <Secondary>
      {complete ? age(verified_since) : "No sync has succeeded at this address yet"}
    </Secondary>
  );
}

/** In a list, where success goes without saying. */
export function BriefCompleteness({ system }: { system: System }) {
  return system.complete ? <Age system={system} /> : <Indicator system={system} />;
}
