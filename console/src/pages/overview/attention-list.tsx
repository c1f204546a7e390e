import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Icon from "@cloudscape-design/components/icon";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useNavigate } from "react-router";
import type { System } from "../../api-types";
import { editAddress, ratesOf, SystemLink, systemAddress } from "../../layout/links";
import { useSession } from "../../session/session";
import { useStartSync } from "../system/use-syncs";
import { nextSync } from "../systems/next-sync";
import { type Action, type Notice, nextOf, noticesOf } from "./attention";

interface Props {
  systems: readonly System[];
}

/** Which systems need a person, what to do, and what happens next by itself. */
export function Attention({ systems }: Props) {
  const noticed = systems.flatMap((system) =>
    noticesOf(system).map((notice) => ({ system, notice })),
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={noticed.length > 0 ? `(${noticed.length})` : ""}
          description={<Next systems={systems} />}
        >
          {noticed.length > 0 ? "Needs attention" : "Synchronisation"}
        </Header>
      }
    >
      {noticed.length === 0 && <AllWell systems={systems} />}
      <SpaceBetween size="s">
        {noticed.map(({ system, notice }) => (
          <Noticed key={system.id + notice.text} system={system} notice={notice} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function AllWell({ systems }: Props) {
  const running = systems.filter(({ running_sync_id }) => running_sync_id !== null).length;
  return running > 0 ? (
    <StatusIndicator type="in-progress">
      {running === 1 ? "A sync is running." : `${running} syncs are running.`}
    </StatusIndicator>
  ) : (
    <StatusIndicator type="success">All systems are complete and up to date.</StatusIndicator>
  );
}

function Next({ systems }: Props) {
  const next = nextOf(systems);
  return next ? (
    <>
      Automatic sync: {next.name}, {lowered(nextSync(next))}.
    </>
  ) : (
    "No system is synchronised by itself."
  );
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** A StatusIndicator would break the sentence in the middle of words. */
const ICONS = {
  error: { name: "status-negative", variant: "error", ariaLabel: "Error" },
  warning: { name: "status-warning", variant: "warning", ariaLabel: "Warning" },
  pending: { name: "status-pending", variant: "subtle", ariaLabel: "To do" },
} as const;

function Noticed({ system, notice }: { system: System; notice: Notice }) {
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <Box>
        <Icon {...ICONS[notice.type]} /> <SystemLink id={system.id}>{system.name}</SystemLink>:{" "}
        {notice.text}
      </Box>
      <Act system={system} action={notice.action} />
    </SpaceBetween>
  );
}

function Act({ system, action }: { system: System; action: Action }) {
  const { canChange } = useSession();
  const navigate = useNavigate();
  if ("start" in action) {
    return canChange && <Start system={system} action={action} />;
  }
  const { id, name } = system;
  const pages = { system: systemAddress(id), edit: editAddress(id), rates: ratesOf(id) };
  return (
    (canChange || action.page === "system") && (
      <Button
        ariaLabel={`${action.text}: ${name}`}
        onClick={() => void navigate(pages[action.page])}
      >
        {action.text}
      </Button>
    )
  );
}

interface StartProps {
  system: System;
  action: Extract<Action, { start: unknown }>;
}

function Start({ system, action }: StartProps) {
  const { loading, error, start } = useStartSync(system.id, () => undefined);
  return (
    <>
      <Button
        ariaLabel={`${action.text}: ${system.name}`}
        loading={loading}
        loadingText="Starting"
        onClick={() => start(action.start)}
      >
        {action.text}
      </Button>
      {error && <Box color="text-status-error">{error.message}</Box>}
    </>
  );
}
