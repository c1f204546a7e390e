import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { STATUSES } from "../../statuses";
import { Several } from "./several";
import { DEFAULT, MEASURES, type View } from "./view";

interface Props {
  view: View;
  currencies: readonly string[] | undefined;
  onChange: (part: Partial<View>) => void;
}

const COLUMN = { colspan: { default: 12, xxs: 6, s: 4 } };

const REFUNDS: Record<View["refunds"], string> = {
  excluded: "A refunded invoice leaves the revenue, also that of the past.",
  booked: "A refunded invoice stays in its period and is subtracted in that of its refund.",
};

/** Which invoices count, on which day, and what is drawn of them. */
export function MoreFilters({ view, currencies, onChange }: Props) {
  return (
    <Grid gridDefinition={Array.from({ length: 6 }, () => COLUMN)}>
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

const CHOICES = ["currencies", "status", "basis", "measure", "split", "refunds"] as const;

/** Whether one of these choices is another than at first. */
export const isChosen = (view: View) =>
  CHOICES.some((name) => String(view[name]) !== String(DEFAULT[name]));
