import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { SystemEvent } from "../../api-types";
import { dateTime } from "../../format";
import { eventText, who } from "./event-text";
import { PagedTable } from "./paged-table";
import { useEvents } from "./use-events";

/** Syncs and changes in one timeline, newest first. */
export function History({ systemId }: { systemId: string }) {
  const list = useEvents(systemId);
  return (
    <PagedTable
      list={list}
      wrapLines
      items={list.data?.events ?? []}
      loadingText="Loading history"
      columnDefinitions={columns}
      trackBy="id"
      empty="Nothing is recorded of this system. What happens from now on is kept for a year."
      ariaLabels={{ tableLabel: "History" }}
    />
  );
}

// Two columns, so that a phone shows both.
const columns: TableProps.ColumnDefinition<SystemEvent>[] = [
  {
    id: "when",
    header: "When and who",
    cell: (event) => (
      <>
        {dateTime(event.at)}
        <Secondary>{who(event)}</Secondary>
      </>
    ),
    width: 200,
    minWidth: 100,
  },
  {
    id: "what",
    header: "What",
    cell: (event) => <What event={event} />,
    isRowHeader: true,
    minWidth: 180,
  },
];

function What({ event }: { event: SystemEvent }) {
  const { type, what, more } = eventText(event);
  return (
    <>
      {/* Its own text would be broken within words where there is little room. */}
      <StatusIndicator type={type} /> {what}
      {more.map((line) => (
        <Secondary key={line}>{line}</Secondary>
      ))}
    </>
  );
}

function Secondary({ children }: { children: ReactNode }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  );
}
