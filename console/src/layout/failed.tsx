import { useRouteError } from "react-router";
import { NotLoaded } from "./lazy-page";
import { Unavailable } from "./unavailable";

/** A page that broke while it was drawn, or whose code is gone since a new version was deployed. */
export function Failed() {
  const error = useRouteError();
  if (error instanceof NotLoaded) {
    return (
      <Unavailable
        error={OUTDATED}
        header="A new version was deployed"
        action="Reload"
        type="info"
      />
    );
  }
  return <Unavailable error={error instanceof Error ? error : new Error(String(error))} />;
}

const OUTDATED = new Error(
  "This page is of an older version of the console, whose files are gone. Reload to go on with the " +
    "new one. If that does not help, check your network connection.",
);
