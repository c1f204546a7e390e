import { useState } from "react";
import type { System } from "../../api-types";
import { useConfig } from "../../config";
import { RATES } from "../../layout/links";
import { example, otherThan } from "./example";
import { Field } from "./field";
import type { Fields } from "./fields";
import { RATES_HELP } from "./help";
import { MissingRates } from "./missing-rates";
import { Preview } from "./preview";
import { Rates } from "./rates";
import { Section } from "./section";
import { useRatesPreview } from "./use-rates-preview";
import type { RateValues } from "./values";

/** From the currencies WHMCS invoices in to the reporting currency. */
export function Currency(props: Fields & { system?: System | undefined }) {
  const { values, text, change, problem, system } = props;
  const { reporting_currency: currency } = useConfig();
  const preview = useRatesPreview(values, system);
  const [added, setAdded] = useState(-1);

  function add(rate: RateValues) {
    setAdded(values.rates.length);
    change({ rates: [...values.rates, rate] });
  }

  return (
    <Section id={RATES} title="Currency" help={RATES_HELP}>
      <MissingRates
        missing={(preview.data ?? system)?.missing_rates ?? []}
        rates={values.rates}
        onAdd={add}
      />
      <Field
        {...text("exchange_rate")}
        label="Exchange rate"
        description={`What 1 unit of WHMCS's currency is worth in ${currency}, the reporting currency: 0.92 where 1 ${otherThan(currency)} = 0.92 ${currency}.`}
        constraint={`${example(values.exchange_rate, "", currency)} Enter 1 when WHMCS invoices in ${currency}.`}
        inputMode="decimal"
      />
      <Rates
        rates={values.rates}
        onChange={(rates) => {
          setAdded(-1);
          change({ rates });
        }}
        problem={problem}
        focused={added}
      />
      {system && <Preview system={system} preview={preview} />}
    </Section>
  );
}
