import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Multiselect from "@cloudscape-design/components/multiselect";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import type { By } from "../../api-types";
import { STATUSES } from "../../statuses";
import { useSystems } from "../systems/use-systems";
import type { Days } from "./days";
import { isFiscal } from "./periods";
import { TimeFilter } from "./time-filter";
import { MEASURES, type View } from "./view";

interface Props {
  view: View;
  days: Days | null;
  /** Undefined until known: options that came later would move under the pointer. */
  years: readonly number[] | undefined;
  onChange: (part: Partial<View>) => void;
}

const PERIODS: { value: By; label: string }[] = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
  { value: "quarter", label: "Quarter" },
  { value: "year", label: "Year" },
];

const STATUS_OPTIONS = STATUSES.map((value) => ({ value, label: value }));

const REFUNDS: Record<View["refunds"], string> = {
  excluded: "A refunded invoice leaves the revenue, also that of the past.",
  booked: "A refunded invoice stays in its period and is subtracted in that of its refund.",
};

export function Filters({ view, days, years, onChange }: Props) {
  const { data: systems = [] } = useSystems();
  const systemOptions = [
    { value: "", label: "All systems" },
    ...systems.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const lengths = PERIODS.map(({ value, label }) => ({
    value,
    label: isFiscal(value, view.yearStart) ? `Fiscal ${label.toLowerCase()}` : label,
  }));
  const column = (s: number) => ({ colspan: { default: 12, xxs: 6, s } });

  return (
    <Grid
      gridDefinition={[
        column(2),
        column(2),
        column(4),
        column(4),
        column(4),
        column(4),
        column(4),
        column(12),
      ]}
    >
      <TimeFilter view={view} days={days} years={years} onChange={onChange} />
      <FormField label="Period">
        <Select
          selectedOption={lengths.find(({ value }) => value === view.by) ?? null}
          options={lengths}
          onChange={({ detail }) => onChange({ by: detail.selectedOption.value as View["by"] })}
        />
      </FormField>
      <FormField label="System">
        <Select
          selectedOption={systemOptions.find(({ value }) => value === (view.system ?? "")) ?? null}
          options={systemOptions}
          onChange={({ detail }) => onChange({ system: detail.selectedOption.value || null })}
        />
      </FormField>
      <FormField label="Invoice status">
        <Multiselect
          selectedOptions={view.status.map((value) => ({ value, label: value }))}
          options={STATUS_OPTIONS}
          hideTokens
          placeholder={view.status.join(", ")}
          onChange={({ detail }) =>
            onChange({ status: detail.selectedOptions.map(({ value = "" }) => value) })
          }
        />
      </FormField>
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
            { id: "systems", text: "Per system" },
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
