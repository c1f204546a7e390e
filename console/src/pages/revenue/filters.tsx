import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { By } from "../../api-types";
import { atLeast, TABLET } from "../../layout/width";
import { useSystems } from "../systems/use-systems";
import type { Days } from "./days";
import { isChosen, MoreFilters } from "./more-filters";
import { isFiscal } from "./periods";
import { Several } from "./several";
import { TimeFilter } from "./time-filter";
import type { View } from "./view";

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

export function Filters({ view, days, years, currencies, onChange }: Props) {
  const { data: systems, loading } = useSystems();
  const lengths = PERIODS.map(({ value, label }) => ({
    value,
    label: isFiscal(value, view.yearStart) ? `Fiscal ${label.toLowerCase()}` : label,
  }));

  return (
    <SpaceBetween size="s">
      <Grid gridDefinition={Array.from({ length: 3 }, () => COLUMN)}>
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
      </Grid>
      {/* On a phone they would push the figures off the screen. */}
      <ExpandableSection
        headerText="More choices"
        defaultExpanded={atLeast(TABLET) || isChosen(view)}
      >
        <MoreFilters view={view} currencies={currencies} onChange={onChange} />
      </ExpandableSection>
    </SpaceBetween>
  );
}
