import type { User } from "oidc-client-ts";
import { createContext, useContext } from "react";
import type { Config } from "../api-types";

export interface Session {
  name: string;
  email: string;
  /** Reads everything. */
  canRead: boolean;
  /** Changes systems and starts syncs. */
  canChange: boolean;
  expired: boolean;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error("There is no SessionContext around this component.");
  }
  return session;
}

type Groups = Pick<Config, "groups_claim" | "admin_group" | "viewer_group">;

/** What to offer; the API decides for itself, by the same claim and the same names. */
export function sessionOf(
  { profile }: Pick<User, "profile">,
  config: Groups,
): Omit<Session, "expired"> {
  const claim = profile[config.groups_claim];
  const groups: unknown[] = Array.isArray(claim) ? claim : [claim];
  const canChange = groups.includes(config.admin_group);
  return {
    name: profile.name ?? profile.email ?? profile.sub,
    email: profile.email ?? "",
    canRead: canChange || groups.includes(config.viewer_group),
    canChange,
  };
}
