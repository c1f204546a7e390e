import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Basis, Revenue } from "../../api-types";
import { money } from "../../format";
import { PageLink } from "../../layout/links";
import { Secondary } from "../../layout/secondary";
import { WarningList } from "../../layout/warning-list";
import { Trust } from "../revenue/trust";
import { Change } from "./change";
import { figuresOf } from "./figures";
import { linksOf, namesOf } from "./names";
import type { Times } from "./time";

interface Props {
  revenue: Revenue;
  times: Times;
  basis: Basis;
}

/** The revenue of all systems together. */
export function Headline(props: Props) {
  const { systems, warnings } = props.revenue;
  return (
    <Container
      header={
        <Header variant="h2" description={<Trust sources={systems} />}>
          Net revenue
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs columns={4} minColumnWidth={180} items={itemsOf(props)} />
        <WarningList texts={warnings} systems={systems} inline />
      </SpaceBetween>
    </Container>
  );
}

function itemsOf({ revenue, times, basis }: Props) {
  const { month, lastMonth, year, twelve, runRate } = figuresOf(revenue, times, null);
  const names = namesOf(revenue, times);
  const links = linksOf(times, basis);
  const comparable = revenue.systems.every(({ complete }) => complete);
  const amount = (text: string) => money(text, revenue.currency);
  return [
    {
      label: names.month,
      value: (
        <>
          <Large amount={amount(month.now)} href={links.month} />
          <Change
            now={month.now}
            before={lastMonth}
            against={names.lastMonth}
            {...{ comparable }}
          />
          <Change {...month} against={names.lastYear} {...{ comparable }} />
        </>
      ),
    },
    {
      label: names.year,
      value: (
        <>
          <Large amount={amount(year.now)} href={links.year} />
          <Change {...year} against={names.yearBefore} {...{ comparable }} />
        </>
      ),
    },
    {
      label: names.twelve,
      value: (
        <>
          <Large amount={amount(twelve.now)} href={links.twelve} />
          <Change {...twelve} against="the 12 before" {...{ comparable }} />
        </>
      ),
    },
    {
      label: names.runRate,
      value: (
        <>
          <Large amount={amount(runRate)} />
          <Secondary>The last three whole months, times four</Secondary>
        </>
      ),
    },
  ];
}

/** `href`: what it is made of. */
function Large({ amount, href }: { amount: string; href?: string }) {
  return (
    <Box fontSize="heading-l" fontWeight="bold">
      {href ? <PageLink href={href}>{amount}</PageLink> : amount}
    </Box>
  );
}
