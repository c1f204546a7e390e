import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Table from "@cloudscape-design/components/table";
import type { Sync } from "../../api-types";
import { plural, time } from "../../format";

/** Newest first, so that what happens now is in sight. */
export function SyncLog({ lines, open }: { lines: Sync["log"]; open: boolean }) {
  return (
    <ExpandableSection
      headerText="Log of steps"
      headerDescription={plural(lines.length, "line")}
      defaultExpanded={open}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="log" tabIndex={0} aria-label="Lines of the log">
        <Table
          variant="embedded"
          stickyHeader
          contentDensity="compact"
          wrapLines
          items={lines.toReversed()}
          columnDefinitions={[
            { id: "at", header: "Time", cell: (line) => time(line.at), width: 130 },
            { id: "message", header: "What happened", cell: (line) => line.message },
          ]}
          empty="Nothing yet."
          ariaLabels={{ tableLabel: "Log of steps" }}
        />
      </section>
    </ExpandableSection>
  );
}
