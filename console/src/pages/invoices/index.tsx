import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { System } from "../../api-types";
import { plural } from "../../format";
import { Info } from "../../layout/info";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { Waiting } from "../../session/waiting";
import { useSystems } from "../systems/use-systems";
import { FilterBar } from "./filter-bar";
import { HELP } from "./help";
import { type Order, orderIn, withOrder } from "./order";
import { Results } from "./results";
import { useSearch } from "./use-search";
import { INVOICES, parametersOf, type Wanted, wantedIn } from "./wanted";

export default function InvoicesPage() {
  const [parameters, setParameters] = useSearchParams();
  const wanted = useMemo(() => wantedIn(parameters), [parameters]);
  const order = useMemo(() => orderIn(parameters), [parameters]);
  const { data: systems, error, reload } = useSystems();
  return (
    <Frame>
      {systems && (
        <Found
          wanted={wanted}
          order={order}
          systems={systems}
          onChange={(changed) => setParameters(withOrder(parametersOf(changed), order))}
          onOrder={(changed) => setParameters(withOrder(parameters, changed))}
          onRefresh={reload}
        />
      )}
      {!systems && (error ? <Problem error={error} onRetry={reload} /> : <Waiting />)}
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <Page
      title="Invoices"
      crumbs={[{ text: "Reports", href: INVOICES }]}
      help={HELP}
      contentType="table"
      header={
        <Header
          variant="h1"
          info={<Info topic={HELP} />}
          description="Every copied invoice of all systems, and what those you look for add up to."
        >
          Invoices
        </Header>
      }
    >
      {children}
    </Page>
  );
}

interface Props {
  wanted: Wanted;
  order: Order | null;
  systems: readonly System[];
  onChange: (wanted: Wanted) => void;
  onOrder: (order: Order) => void;
  onRefresh: () => void;
}

function Found({ wanted, order, systems, onChange, onOrder, onRefresh }: Props) {
  const search = useSearch(wanted);
  const { rows, sums, searching, waiting } = search;
  const found = `${plural(rows.length, "match", "matches")}`;
  return (
    <SpaceBetween size="l">
      <div className="no-print">
        <FilterBar
          wanted={wanted}
          systems={systems}
          currencies={[...sums.keys()]}
          countText={waiting ? `${found} and more` : found}
          searching={searching}
          onChange={onChange}
        />
      </div>
      <Results
        key={String(parametersOf(wanted))}
        wanted={wanted}
        systems={systems}
        search={search}
        order={order}
        onOrder={onOrder}
        onRefresh={() => {
          search.renew();
          onRefresh();
        }}
      />
    </SpaceBetween>
  );
}
