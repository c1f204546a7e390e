import Grid from "@cloudscape-design/components/grid";
import { STATUSES } from "../../statuses";
import { Choice } from "./choice";
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
      <Choice
        label="Counted on the day"
        options={{ issued: "Issued", paid: "Paid" }}
        chosen={view.basis}
        onChange={(basis) => onChange({ basis })}
      />
      <Choice
        label="Amounts"
        options={MEASURES}
        chosen={view.measure}
        onChange={(measure) => onChange({ measure })}
      />
      <Choice
        label="Shown"
        options={{ systems: "Systems", currencies: "Currencies", total: "Total" }}
        chosen={view.split}
        onChange={(split) => onChange({ split })}
      />
      <Choice
        label="Refunds"
        options={{ excluded: "Excluded", booked: "Booked" }}
        chosen={view.refunds}
        note={REFUNDS[view.refunds]}
        onChange={(refunds) => onChange({ refunds })}
      />
    </Grid>
  );
}

const CHOICES = ["currencies", "status", "basis", "measure", "split", "refunds"] as const;

/** Whether one of these choices is another than at first. */
export const isChosen = (view: View) =>
  CHOICES.some((name) => String(view[name]) !== String(DEFAULT[name]));
