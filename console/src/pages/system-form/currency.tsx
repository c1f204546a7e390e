import { useConfig } from "../../config";
import { Field } from "./field";
import type { Fields } from "./fields";
import { RATES_HELP } from "./help";
import { Rates } from "./rates";
import { Section } from "./section";

/** From the currencies WHMCS invoices in to the reporting currency. */
export function Currency({ values, text, change, problem }: Fields) {
  const { reporting_currency: currency } = useConfig();
  return (
    <Section title="Currency" help={RATES_HELP}>
      <Field
        {...text("exchange_rate")}
        label="Exchange rate"
        description={`What one unit of the system's currency is worth in ${currency}, the reporting currency.`}
        constraint={`1 when WHMCS invoices in ${currency}.`}
        inputMode="decimal"
      />
      <Rates rates={values.rates} onChange={(rates) => change({ rates })} problem={problem} />
    </Section>
  );
}
