import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useConfig } from "../../config";
import { Info } from "../../layout/info";
import { example } from "./example";
import { RATES_HELP } from "./help";
import type { RateValues } from "./values";

interface Props {
  rates: readonly RateValues[];
  onChange: (rates: RateValues[]) => void;
  /** Of the whole, or of a field of a line: `rates.0.rate`. */
  problem: (name: string) => string;
  /** The line whose value is to be entered next. */
  focused: number;
}

export function Rates({ rates, onChange, problem, focused }: Props) {
  const { reporting_currency: currency } = useConfig();
  const change = (index: number, part: Partial<RateValues>) =>
    onChange(rates.map((rate, at) => (at === index ? { ...rate, ...part } : rate)));

  return (
    <FormField
      label={
        <>
          Rates by currency and date <i>– optional</i>
        </>
      }
      description="For systems that invoice in several currencies, or whose rate changes over time."
      info={<Info topic={RATES_HELP} />}
      errorText={problem("rates")}
      stretch
    >
      <AttributeEditor
        items={rates}
        addButtonText="Add rate"
        removeButtonText="Remove"
        removeButtonAriaLabel={(rate) => `Remove the rate of ${rate.currency || "this line"}`}
        empty="The exchange rate above counts for all invoices."
        onAddButtonClick={() => onChange([...rates, { currency: "", from: "", rate: "" }])}
        onRemoveButtonClick={({ detail }) =>
          onChange(rates.filter((_, index) => index !== detail.itemIndex))
        }
        definition={[
          {
            label: "Currency",
            errorText: (_, index) => problem(`rates.${index}.currency`),
            control: (rate, index) => (
              <Input
                value={rate.currency}
                placeholder="USD"
                ariaLabel={`Currency of rate ${index + 1}`}
                onChange={({ detail }) => change(index, { currency: detail.value })}
              />
            ),
          },
          {
            label: "From (empty: always)",
            errorText: (_, index) => problem(`rates.${index}.from`),
            control: (rate, index) => (
              <DateInput
                value={rate.from}
                format="iso"
                placeholder="YYYY-MM-DD"
                ariaLabel={`First day of rate ${index + 1}`}
                onChange={({ detail }) => change(index, { from: detail.value })}
              />
            ),
          },
          {
            label: `Worth in ${currency}`,
            constraintText: (rate) => example(rate.rate, rate.currency, currency),
            errorText: (_, index) => problem(`rates.${index}.rate`),
            control: (rate, index) => (
              <Input
                value={rate.rate}
                placeholder="0.92"
                inputMode="decimal"
                autoFocus={index === focused}
                ariaLabel={`Value of rate ${index + 1}`}
                onChange={({ detail }) => change(index, { rate: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
