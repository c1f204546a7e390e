import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import type { By } from "../../api-types";
import { STATUSES } from "../../statuses";
import { useSystems } from "../systems/use-systems";
import type { Days } from "./days";
import { isFiscal } from "./periods";
import { Several } from "./several";
import { TimeFilter } from "./time-filter";
import { DEFAULT, MEASURES, type View } from "./view";

interface Props {
  view: View;
  days: Days | null;
  /** Undefined until known: options that came later would move under the pointer. */
  years: readonly number[] | undefined;
  currencies: readonly string[] | undefined;
  onChange: (part: Partial<View>) => void;
}

const PERIODS: { value: By; label: string }[] = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
  { value: "quarter", label: "Quarter" },
  { value: "year", label: "Year" },
];

const COLUMN = { colspan: { default: 12, xxs: 6, s: 4 } };

const REFUNDS: Record<View["refunds"], string> = {
  excluded: "A refunded invoice leaves the revenue, also that of the past.",
  booked: "A refunded invoice stays in its period and is subtracted in that of its refund.",
};

export function Filters({ view, days, years, currencies, onChange }: Props) {
  const { data: systems, loading } = useSystems();
  const lengths = PERIODS.map(({ value, label }) => ({
    value,
    label: isFiscal(value, view.yearStart) ? `Fiscal ${label.toLowerCase()}` : label,
  }));

  return (
    <Grid gridDefinition={Array.from({ length: 9 }, () => COLUMN)}>
      <TimeFilter view={view} days={days} years={years} onChange={onChange} />
      <FormField label="Period">
        <Select
          selectedOption={lengths.find(({ value }) => value === view.by) ?? null}
          options={lengths}
          onChange={({ detail }) => onChange({ by: detail.selectedOption.value as View["by"] })}
        />
      </FormField>
      <Several
        label="Systems"
        all="All systems"
        options={(systems ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        loading={loading}
        chosen={view.systems}
        onChange={(chosen) => onChange({ systems: chosen })}
      />
      <Several
        label="Currencies of invoices"
        all="All currencies"
        options={(currencies ?? []).map((code) => ({ value: code, label: code }))}
        loading={currencies === undefined}
        chosen={view.currencies}
        onChange={(chosen) => onChange({ currencies: chosen })}
      />
      <Several
        label="Invoice status"
        all={DEFAULT.status.join()}
        options={STATUSES.map((status) => ({ value: status, label: status }))}
        loading={false}
        chosen={view.status}
        onChange={(chosen) => onChange({ status: chosen })}
      />
      <FormField label={<span id="basis-label">Counted on the day</span>}>
        <SegmentedControl
          ariaLabelledby="basis-label"
          selectedId={view.basis}
          options={[
            { id: "issued", text: "Issued" },
            { id: "paid", text: "Paid" },
          ]}
          onChange={({ detail }) => onChange({ basis: detail.selectedId as View["basis"] })}
        />
      </FormField>
      <FormField label={<span id="measure-label">Amounts</span>}>
        <SegmentedControl
          ariaLabelledby="measure-label"
          selectedId={view.measure}
          options={Object.entries(MEASURES).map(([id, text]) => ({ id, text }))}
          onChange={({ detail }) => onChange({ measure: detail.selectedId as View["measure"] })}
        />
      </FormField>
      <FormField label={<span id="split-label">Shown</span>}>
        <SegmentedControl
          ariaLabelledby="split-label"
          selectedId={view.split}
          options={[
            { id: "systems", text: "Systems" },
            { id: "currencies", text: "Currencies" },
            { id: "total", text: "In total" },
          ]}
          onChange={({ detail }) => onChange({ split: detail.selectedId as View["split"] })}
        />
      </FormField>
      <FormField
        label={<span id="refunds-label">Refunds</span>}
        constraintText={REFUNDS[view.refunds]}
      >
        <SegmentedControl
          ariaLabelledby="refunds-label"
          selectedId={view.refunds}
          options={[
            { id: "excluded", text: "Excluded" },
            { id: "booked", text: "Booked" },
          ]}
          onChange={({ detail }) => onChange({ refunds: detail.selectedId as View["refunds"] })}
        />
      </FormField>
    </Grid>
  );
}
