import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { SystemEvent } from "../../api-types";
import { dateTime } from "../../format";
import { Secondary } from "../../layout/secondary";
import { syncOf } from "./event-details";
import { eventText, who } from "./event-text";
import { PagedTable } from "./paged-table";
import type { Named } from "./sync-dialog";
import { useEvents } from "./use-events";

interface Props {
  systemId: string;
  onOpen: (sync: Named) => void;
}

/** Syncs and changes in one timeline, newest first. */
export function History({ systemId, onOpen }: Props) {
  const list = useEvents(systemId);
  return (
    <PagedTable
      list={list}
      wrapLines
      items={list.data?.events ?? []}
      loadingText="Loading history"
      columnDefinitions={columns(onOpen)}
      trackBy="id"
      empty="Nothing is recorded of this system. What happens from now on is kept for a year."
      ariaLabels={{ tableLabel: "History" }}
    />
  );
}

// Two columns, so that a phone shows both.
const columns = (onOpen: Props["onOpen"]): TableProps.ColumnDefinition<SystemEvent>[] => [
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
    cell: (event) => <What event={event} onOpen={onOpen} />,
    isRowHeader: true,
    minWidth: 180,
  },
];

interface WhatProps {
  event: SystemEvent;
  onOpen: Props["onOpen"];
}

function What({ event, onOpen }: WhatProps) {
  const { type, what, more } = eventText(event);
  const syncId = syncOf(event);
  const name = `${what}, ${dateTime(event.at)}`;
  return (
    <>
      {/* Its own text would be broken within words where there is little room. */}
      <StatusIndicator type={type} />{" "}
      {syncId ? (
        <Link onFollow={() => onOpen({ id: syncId, name })} ariaLabel={`Show details: ${name}`}>
          {what}
        </Link>
      ) : (
        what
      )}
      {more.map((line) => (
        <Secondary key={line}>{line}</Secondary>
      ))}
    </>
  );
}
