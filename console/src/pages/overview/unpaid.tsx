import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { Revenue } from "../../api-types";
import { money, plural } from "../../format";
import { PageLink } from "../../layout/links";
import { Secondary } from "../../layout/secondary";
import { ANY, invoicesAt } from "../invoices/wanted";
import { Trust } from "../revenue/trust";
import { agesOf } from "./ages";

interface Props {
  unpaid: Revenue;
  month: string;
}

/** What customers owe, by the age of the invoices; each leads to them. */
export function Unpaid({ unpaid, month }: Props) {
  const { currency, total, systems } = unpaid;
  const ages = agesOf(unpaid, month);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<Trust sources={systems} more="Gross less credit, by the day of issue." />}
        >
          Unpaid
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={150}
        items={[
          { name: "In total", amount: total.collected, count: total.count, issued: ANY },
          ...ages,
        ].map(({ name, amount, count, issued }) => ({
          label: name,
          value: (
            <>
              <PageLink href={invoicesAt({ status: ["Unpaid"], issued })}>
                {money(amount, currency)}
              </PageLink>
              <Secondary>{plural(count, "invoice")}</Secondary>
            </>
          ),
        }))}
      />
    </Container>
  );
}
