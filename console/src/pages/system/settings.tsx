import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useNavigate } from "react-router";
import type { System } from "../../api-types";
import { dateTime, NONE, ONCE_A_DAY, often, plural } from "../../format";
import { editAddress } from "../../layout/links";
import { Secondary } from "../../layout/secondary";
import { useSession } from "../../session/session";
import { KINDS } from "../systems/columns";
import { StartFromWhmcs } from "./start-from-whmcs";

/** What was entered for a system; the password is never shown. */
export function Settings({ system }: { system: System }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Heading system={system} />}>
        <KeyValuePairs columns={3} items={entered(system)} />
      </Container>
      <StartFromWhmcs system={system} />
    </SpaceBetween>
  );
}

function Heading({ system }: { system: System }) {
  const { canChange } = useSession();
  const navigate = useNavigate();
  return (
    <Header
      variant="h2"
      description={`Connected ${dateTime(system.created_at)}, changed ${dateTime(system.updated_at)}.`}
      actions={
        canChange && (
          <Button
            onClick={() => void navigate(editAddress(system.id))}
            disabled={system.deleting}
            ariaLabel="Edit settings"
          >
            Edit
          </Button>
        )
      }
    >
      Settings
    </Header>
  );
}

const entered = (system: System) => [
  {
    label: "URL",
    value: (
      <Link href={system.url} external>
        {system.url}
      </Link>
    ),
  },
  { label: "Username", value: system.username },
  { label: "Access key", value: system.has_access_key ? "Stored" : NONE },
  { label: "Type", value: KINDS[system.kind] },
  { label: "Step", value: `${plural(system.step, "invoice")}, ${system.parallel} at a time` },
  { label: "Automatic sync", value: <Automatic system={system} /> },
  { label: "Exchange rate", value: <Rates system={system} /> },
  {
    label: "Comparison of all invoices",
    value: system.full_sync_days
      ? `Within ${plural(system.full_sync_days, "day")}, by the daily Sync`
      : "Only by a Full sync",
  },
];

function Automatic({ system: { auto_sync, every, sync_at, time_zone } }: { system: System }) {
  return (
    <>
      {auto_sync ? often(every) : "Off"}
      {auto_sync && (
        <Secondary>
          {every === ONCE_A_DAY ? "At" : "Counted from"} {sync_at}, {time_zone}
        </Secondary>
      )}
    </>
  );
}

function Rates({ system }: { system: System }) {
  return (
    <>
      {system.exchange_rate}
      {system.rates.map(({ currency, from, rate }) => (
        <Secondary key={currency + from}>
          {currency} {rate} {from && `from ${from}`}
        </Secondary>
      ))}
    </>
  );
}
