import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import type { RatesPreview, System } from "../../api-types";
import { money, plural } from "../../format";
import { Secondary } from "../../layout/secondary";
import { change } from "../revenue/earlier";
import type { Previewed } from "./use-rates-preview";

interface Props {
  system: System;
  preview: Previewed;
}

/** What saving the rates would change, before they are saved. */
export function Preview({ system, preview }: Props) {
  if (!preview.changed) {
    return null;
  }
  return (
    <SpaceBetween size="xs">
      <div aria-live="polite" aria-atomic="true" aria-busy={preview.loading}>
        <Said system={system} preview={preview} />
      </div>
      {preview.loading && (
        <Box color="text-body-secondary">
          <Spinner /> Counting anew …
        </Box>
      )}
    </SpaceBetween>
  );
}

function Said({ system, preview: { data, error, whole, loading } }: Props) {
  if (system.invoices === 0) {
    return <Quiet>Nothing to preview yet: no invoices are copied.</Quiet>;
  }
  if (!whole) {
    return <Quiet>What these rates change shows here when each of them is entered.</Quiet>;
  }
  if (error) {
    return <Quiet>No preview of these rates. {error.message}</Quiet>;
  }
  if (!data) {
    return null;
  }
  return data.all.invoices === 0 && !loading ? (
    <Quiet>These rates change no figure.</Quiet>
  ) : (
    <Changes system={system} data={data} />
  );
}

const Quiet = ({ children }: { children: ReactNode }) => (
  <Box color="text-body-secondary">{children}</Box>
);

function Changes({ system, data }: { system: System; data: RatesPreview }) {
  const { this_year: year, all, currency } = data;
  return (
    <SpaceBetween size="xxs">
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: `Net revenue of ${year.period}, before and after saving`,
            value: <Changed {...year} currency={currency} />,
          },
          { label: "Net revenue of all years", value: <Changed {...all} currency={currency} /> },
        ]}
      />
      {!system.complete && <Quiet>Of the invoices copied so far.</Quiet>}
    </SpaceBetween>
  );
}

interface ChangedProps {
  before: string;
  after: string;
  invoices: number;
  currency: string;
}

function Changed({ before, after, invoices, currency }: ChangedProps) {
  const share = Number(before) > 0 ? ` (${change(after, before)})` : "";
  return (
    <>
      {money(before, currency)} → <b>{money(after, currency)}</b>
      {share}
      <Secondary>{plural(invoices, "paid invoice")} at another rate</Secondary>
    </>
  );
}
