import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import { ApiError } from "../../api-error";
import type { Mode, System } from "../../api-types";
import { count, MODES, plural } from "../../format";
import type { Flash } from "../../layout/context";
import { SystemLink } from "../../layout/links";
import type { Outcome } from "./start-many";

const NAMED = 10;

/** What came of starting several: how many run now, which did already, which could not and why. */
export function startedMessage(outcomes: readonly Outcome[], mode: Mode): Flash {
  const started = outcomes.filter(({ kind }) => kind === "started");
  const running = outcomes.filter(({ kind }) => kind === "running");
  const failed = outcomes.flatMap((one) => (one.kind === "failed" ? [one] : []));
  return {
    type:
      failed.length > 0 ? (failed.length < outcomes.length ? "warning" : "error") : good(started),
    header:
      started.length > 0
        ? `${MODES[mode]} of ${plural(started.length, "system")} started`
        : `No ${MODES[mode]} started`,
    content: (
      <>
        {running.length > 0 && (
          <Box>
            Running already: <Names systems={running.map(({ system }) => system)} />.
          </Box>
        )}
        {failed.slice(0, NAMED).map(({ system, error }) => (
          <Box key={system.id}>
            Not started: <SystemLink id={system.id}>{system.name}</SystemLink>. {reason(error)}
          </Box>
        ))}
        <More than={failed.length} of="systems were not started" />
      </>
    ),
  };
}

const good = (started: readonly unknown[]) => (started.length > 0 ? "success" : "info");

const reason = (error: Error) =>
  [error.message, error instanceof ApiError && error.advice].filter(Boolean).join(" ");

/** Each leads to the system's page, where the sync that runs is followed. */
function Names({ systems }: { systems: readonly System[] }): ReactNode {
  return (
    <>
      {systems.slice(0, NAMED).map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <SystemLink id={id}>{name}</SystemLink>
        </span>
      ))}
      {systems.length > NAMED && ` and ${count(systems.length - NAMED)} more`}
    </>
  );
}

const More = ({ than, of }: { than: number; of: string }) =>
  than > NAMED && (
    <Box>
      {count(than - NAMED)} more {of}.
    </Box>
  );
