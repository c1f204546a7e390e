import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { MissingRate } from "../../api-types";
import { useConfig } from "../../config";
import { plural } from "../../format";
import type { RateValues } from "./values";

interface Props {
  missing: readonly MissingRate[];
  rates: readonly RateValues[];
  onAdd: (rate: RateValues) => void;
}

/** What the stored invoices lack a rate for, as long as none is entered here. */
export function MissingRates({ missing, rates, onAdd }: Props) {
  const { reporting_currency: reporting } = useConfig();
  return missing
    .filter((one) => !rates.some((rate) => mends(rate, one)))
    .map((one) => (
      <Alert
        key={one.currency}
        type="warning"
        action={
          <Button
            formAction="none"
            ariaLabel={`Add a rate for ${one.currency}`}
            onClick={() => onAdd(mending(one, reporting))}
          >
            Add a rate
          </Button>
        }
      >
        No rate for {one.currency} from {one.from} {one.until ? `until ${one.until}` : "on"}:{" "}
        {plural(one.invoices, "invoice is", "invoices are")} counted at 1 {one.currency} ={" "}
        {one.used} {reporting}.
      </Alert>
    ));
}

const mends = ({ currency, from }: RateValues, missing: MissingRate) =>
  currency.trim().toUpperCase() === missing.currency && (from === "" || from <= missing.from);

/** One unit of the reporting currency is worth one. */
const mending = ({ currency, from }: MissingRate, reporting: string): RateValues => ({
  currency,
  from,
  rate: currency === reporting ? "1" : "",
});
