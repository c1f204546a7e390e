import { useSearchParams } from "react-router";
import { useConfig } from "../../config";
import { parametersOf, type View, viewOf } from "./view";

/** The view in the address. Each choice is a step that Back undoes. */
export function useView(): [View, (part: Partial<View>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const { fiscal_year_start: yearStart } = useConfig();
  return [
    viewOf(parameters, yearStart),
    (part) => {
      // Not the view that was drawn: an earlier choice may stand in the address and not be drawn yet.
      const now = viewOf(new URLSearchParams(window.location.search), yearStart);
      setParameters(parametersOf({ ...now, ...part }));
    },
  ];
}
