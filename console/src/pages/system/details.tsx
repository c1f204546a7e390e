import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import type { System } from "../../api-types";
import { count, dateTime, money, NONE, ONCE_A_DAY, plural } from "../../format";
import { KINDS } from "../systems/columns";
import { Completeness } from "../systems/completeness";
import { NextSync } from "../systems/next-sync";

export function Details({ system }: { system: System }) {
  const { currency } = system;
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: "Invoices", value: count(system.invoices) },
          { label: "Net", value: money(system.net, currency) },
          { label: "Gross", value: money(system.gross, currency) },
          { label: "Figures", value: <Completeness system={system} /> },
          { label: "Exchange rate", value: <Rates system={system} /> },
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
          { label: "Automatic sync", value: <Automatic system={system} /> },
          {
            label: "Step",
            value: `${count(system.step)} invoices, ${system.parallel} at a time`,
          },
          { label: "Connected", value: dateTime(system.created_at) },
        ]}
      />
    </Container>
  );
}

function Automatic({ system }: { system: System }) {
  const { auto_sync, sync_at, time_zone, every, full_sync_days: days } = system;
  return (
    <>
      <NextSync system={system} />
      <Box color="text-body-secondary" fontSize="body-s">
        {auto_sync && (
          <div>
            {every === ONCE_A_DAY ? "At" : "From"} {sync_at}, {time_zone}
          </div>
        )}
        {days
          ? `A daily Sync verifies everything within ${plural(days, "day")}`
          : "Only a full sync verifies everything"}
      </Box>
    </>
  );
}

function Rates({ system }: { system: System }) {
  return (
    <>
      {system.exchange_rate}
      {system.rates.map(({ currency, from, rate }) => (
        <Box key={currency + from} color="text-body-secondary" fontSize="body-s">
          {currency} {rate} {from && `from ${from}`}
        </Box>
      ))}
    </>
  );
}
