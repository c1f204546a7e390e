import { useSearchParams } from "react-router";
import { parametersOf, type View, viewOf } from "./view";

export function useView(): [View, (part: Partial<View>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const view = viewOf(parameters);
  return [view, (part) => setParameters(parametersOf({ ...view, ...part }), { replace: true })];
}
