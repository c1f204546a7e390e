import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "react-router";
import type { Basis, System } from "../../api-types";
import { useConfig } from "../../config";
import { Info } from "../../layout/info";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { Waiting } from "../../session/waiting";
import { isoDay } from "../revenue/days";
import { useSystems } from "../systems/use-systems";
import { Attention } from "./attention-list";
import { BySystem } from "./by-system";
import { FirstSteps } from "./first-steps";
import { Headline } from "./headline";
import { HELP } from "./help";
import { timesOf } from "./time";
import { Unpaid } from "./unpaid";
import { useMonths, useUnpaid } from "./use-overview";

export default function OverviewPage() {
  const { data: systems, error, reload } = useSystems();
  const [parameters, setParameters] = useSearchParams();
  const basis = parameters.get("basis") === "paid" ? "paid" : "issued";
  const some = systems && systems.length > 0;
  return (
    <Page
      title="Overview"
      crumbs={[]}
      help={HELP}
      header={
        <Header
          variant="h1"
          info={<Info topic={HELP} />}
          description="How revenue stands, and whether its figures can be trusted."
          actions={
            some && (
              <Counted
                basis={basis}
                onChange={(to) => setParameters(to === "paid" ? { basis: to } : {})}
              />
            )
          }
        >
          Overview
        </Header>
      }
    >
      {!systems && (error ? <Problem error={error} onRetry={reload} /> : <Waiting />)}
      {systems && (some ? <Shown systems={systems} basis={basis} /> : <FirstSteps />)}
    </Page>
  );
}

function Counted({ basis, onChange }: { basis: Basis; onChange: (basis: Basis) => void }) {
  return (
    <SegmentedControl
      label="Counted"
      selectedId={basis}
      options={[
        { id: "issued", text: "By day of issue" },
        { id: "paid", text: "By day of payment" },
      ]}
      onChange={({ detail }) => onChange(detail.selectedId as Basis)}
    />
  );
}

function Shown({ systems, basis }: { systems: readonly System[]; basis: Basis }) {
  const { fiscal_year_start: yearStart } = useConfig();
  const times = timesOf(isoDay(new Date()), yearStart);
  const months = useMonths(times, basis);
  const unpaid = useUnpaid();
  // Of systems of which nothing came yet, a revenue of 0 would be a figure that looks right.
  const known = systems.some(({ complete, invoices }) => complete || invoices > 0);
  return (
    <SpaceBetween size="l">
      <Attention systems={systems} />
      {months.error && !months.data && <Problem error={months.error} onRetry={months.reload} />}
      {months.loading && <Waiting />}
      {months.data && known && <Headline revenue={months.data} times={times} basis={basis} />}
      {months.data && <BySystem systems={systems} revenue={months.data} times={times} />}
      {unpaid.error && !unpaid.data && <Problem error={unpaid.error} onRetry={unpaid.reload} />}
      {unpaid.data && known && <Unpaid unpaid={unpaid.data} month={times.month} />}
    </SpaceBetween>
  );
}
