import PropertyFilter, {
  type PropertyFilterProps,
} from "@cloudscape-design/components/property-filter";
import { useMemo } from "react";
import type { System } from "../../api-types";
import { useConfig } from "../../config";
import { STATUSES } from "../../statuses";
import { DateForm } from "./date-form";
import { FROM, PART, TO, tokensOf, wantedOf } from "./tokens";
import type { Wanted } from "./wanted";

interface Props {
  wanted: Wanted;
  systems: readonly System[];
  /** Those of the invoices found so far. */
  currencies: readonly string[];
  countText: string;
  searching: boolean;
  onChange: (wanted: Wanted) => void;
}

export function FilterBar({ wanted, systems, currencies, countText, searching, onChange }: Props) {
  const { reporting_currency: reporting } = useConfig();
  const properties = useMemo(() => propertiesOf(systems), [systems]);
  const codes = codesOf([reporting, ...currencies], systems);
  return (
    <PropertyFilter
      query={{ tokens: tokensOf(wanted), operation: "and" }}
      onChange={({ detail }) => onChange(wantedOf(detail.tokens))}
      filteringProperties={properties}
      filteringOptions={[
        ...STATUSES.map((value) => ({ propertyKey: "status", value })),
        ...systems.map(({ id, name }) => ({ propertyKey: "system", value: id, label: name })),
        ...codes.map((value) => ({ propertyKey: "currency", value })),
      ]}
      freeTextFiltering={{ operators: [PART], defaultOperator: PART }}
      hideOperations
      countText={countText}
      loading={searching}
      filteringAriaLabel="Find invoices"
      filteringPlaceholder="Find invoices by number, status, day …"
    />
  );
}

function codesOf(known: readonly string[], systems: readonly System[]): string[] {
  const rated = systems.flatMap(({ rates }) => rates.map(({ currency }) => currency));
  return [...new Set([...known, ...rated])].filter(Boolean).sort();
}

const DAY_OPERATORS = [
  { operator: FROM, description: "On or after", form: DateForm },
  { operator: TO, description: "On or before", form: DateForm },
];

const oneOf = (format?: PropertyFilterProps.ExtendedOperatorFormat<string[]>) => [
  { operator: "=", tokenType: "enum" as const, ...(format ? { format } : {}) },
];

function propertiesOf(systems: readonly System[]): PropertyFilterProps.FilteringProperty[] {
  const names = new Map(systems.map(({ id, name }) => [id, name]));
  const nameAll = (ids: string[]) => ids.map((id) => names.get(id) ?? id).join(", ");
  const property = (key: string, label: string, values: string) => ({
    key,
    propertyLabel: label,
    groupValuesLabel: values,
  });
  const days = (key: string, label: string) => ({
    ...property(key, label, `${label} on`),
    operators: DAY_OPERATORS,
    defaultOperator: FROM,
  });
  return [
    { ...property("status", "Status", "Statuses"), operators: oneOf() },
    { ...property("system", "System", "Systems"), operators: oneOf(nameAll) },
    { ...property("currency", "Currency", "Currencies"), operators: oneOf() },
    { ...property("number", "Number", "Numbers"), operators: [PART], defaultOperator: PART },
    days("issued", "Issued"),
    days("paid", "Paid"),
    days("refunded", "Refunded"),
  ];
}
