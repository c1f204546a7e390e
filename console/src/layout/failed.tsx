import { useRouteError } from "react-router";
import { Unavailable } from "./unavailable";

/** A page that broke while it was drawn, or whose code is gone since a new version was deployed. */
export function Failed() {
  const error = useRouteError();
  return <Unavailable error={error instanceof Error ? error : new Error(String(error))} />;
}
