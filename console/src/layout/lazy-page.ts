import { type ComponentType, lazy } from "react";

/** Code that is not at its address: a newer version has other files. Or there is no network. */
export class NotLoaded extends Error {
  override name = "NotLoaded";
}

/** A component in a file of its own, loaded when it is shown first. */
export const lazyPage = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy(() =>
    load().catch((cause: unknown) => {
      throw new NotLoaded("Part of the console could not be loaded.", { cause });
    }),
  );
