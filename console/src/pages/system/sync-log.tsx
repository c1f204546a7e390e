import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Table from "@cloudscape-design/components/table";
import type { Sync } from "../../api-types";
import { plural, time } from "../../format";

/** So many lines a sync keeps; then those of the earliest pages go (docs/reliability.md). */
const MOST = 40;

/** Newest first, so that what happens now is in sight. */
export function SyncLog({ sync: { log, state } }: { sync: Sync }) {
  if (log.length === 0) {
    return null;
  }
  const cut = log.length >= MOST ? ", those of earlier pages are not kept" : "";
  return (
    <ExpandableSection
      headerText="Log of steps"
      headerDescription={`${plural(log.length, "line")}${cut}`}
      defaultExpanded={state !== "succeeded"}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="log" tabIndex={0} aria-label="Lines of the log">
        <Table
          variant="embedded"
          stickyHeader
          contentDensity="compact"
          wrapLines
          items={log.toReversed()}
          columnDefinitions={[
            { id: "at", header: "Time", cell: (line) => time(line.at), width: 130 },
            { id: "message", header: "What happened", cell: (line) => line.message },
          ]}
          ariaLabels={{ tableLabel: "Log of steps" }}
        />
      </section>
    </ExpandableSection>
  );
}
