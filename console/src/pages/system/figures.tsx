import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { System } from "../../api-types";
import { count } from "../../format";
import { PageLink } from "../../layout/links";
import { Amount } from "../systems/columns";
import { Completeness } from "../systems/completeness";

/** What is stored of a system, and how far it can be trusted. */
export function Figures({ system }: { system: System }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Net and gross are those of paid invoices, in the reporting currency, as of the end of the last sync."
        >
          Figures
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={[
          { label: "Invoices", value: <Stored system={system} /> },
          { label: "Net", value: <Amount system={system} amount={system.net} /> },
          { label: "Gross", value: <Amount system={system} amount={system.gross} /> },
          { label: "Completeness", value: <Completeness system={system} /> },
        ]}
      />
    </Container>
  );
}

function Stored({ system: { id, invoices } }: { system: System }) {
  const text = count(invoices);
  return invoices > 0 ? (
    <PageLink href={`/reports/invoices?system_id=${id}`}>{text}</PageLink>
  ) : (
    text
  );
}
