import DateRangePicker, {
  type DateRangePickerProps,
} from "@cloudscape-design/components/date-range-picker";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type Days, daysBetween, isoDay, JANUARY, upTo, yearOf, yearTitle } from "./days";
import { MOST_DAYS, type View } from "./view";

interface Props {
  view: View;
  days: Days | null;
  /** Undefined until known: options that came later would move under the pointer. */
  years: readonly number[] | undefined;
  onChange: (part: Partial<View>) => void;
}

const CHOICE = { value: "days", label: "From day to day" };
const ALL = { value: "all", label: "All years" };

/** Which days are shown: a year, all there are, or those between two days. */
export function TimeFilter({ view, days, years, onChange }: Props) {
  const { yearStart } = view;
  const year = yearOf(days, yearStart);
  function choose(value: string) {
    if (value === CHOICE.value) {
      onChange({ days: days ?? upTo(isoDay(new Date()), MOST_DAYS) });
    } else {
      onChange({ days: null, year: value === "all" ? "all" : Number(value) });
    }
  }
  return (
    <SpaceBetween size="xs">
      <FormField label={yearStart === JANUARY ? "Year" : "Fiscal year"}>
        <Select
          selectedOption={view.days ? CHOICE : days ? option(year, yearStart) : ALL}
          options={years ? options(year, years, view) : []}
          statusType={years ? "finished" : "loading"}
          loadingText="Loading years"
          onChange={({ detail }) => choose(detail.selectedOption.value ?? "")}
        />
      </FormField>
      {view.days && (
        <FormField label="Days">
          <Range days={view.days} by={view.by} onChange={onChange} />
        </FormField>
      )}
    </SpaceBetween>
  );
}

const option = (year: number | null, yearStart: number) => ({
  value: String(year),
  label: year === null ? "" : yearTitle(year, yearStart),
});

function options(year: number | null, years: readonly number[], { by, days, yearStart }: View) {
  const all = new Set(year === null || days ? years : [...years, year]);
  const listed = [...all].sort((a, b) => b - a).map((one) => option(one, yearStart));
  return [...listed, ...(by === "day" ? [] : [ALL]), CHOICE];
}

interface RangeProps {
  days: Days;
  by: View["by"];
  onChange: (part: Partial<View>) => void;
}

function Range({ days, by, onChange }: RangeProps) {
  return (
    <DateRangePicker
      value={{ type: "absolute", startDate: days.from, endDate: days.to }}
      onChange={({ detail: { value } }) =>
        value?.type === "absolute" &&
        onChange({ days: { from: value.startDate, to: value.endDate } })
      }
      rangeSelectorMode="absolute-only"
      relativeOptions={[]}
      isValidRange={(value) => check(value, by)}
      dateOnly
      absoluteFormat="long-localized"
      showClearButton={false}
      placeholder="From day to day"
      expandToViewport
    />
  );
}

export function check(
  value: DateRangePickerProps.Value | null,
  by: View["by"],
): DateRangePickerProps.ValidationResult {
  if (value?.type !== "absolute" || !value.startDate || !value.endDate) {
    return { valid: false, errorMessage: "Choose a first and a last day." };
  }
  const count = daysBetween({ from: value.startDate, to: value.endDate });
  return by === "day" && count > MOST_DAYS
    ? { valid: false, errorMessage: "By day, a year at most: choose fewer days or longer periods." }
    : { valid: true };
}
