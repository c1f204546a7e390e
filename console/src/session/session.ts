import type { User } from "oidc-client-ts";
import { createContext, useContext } from "react";

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

export function sessionOf(user: Pick<User, "profile">): Omit<Session, "expired"> {
  const { profile } = user;
  const groups = groupsOf(profile["cognito:groups"] ?? profile.groups);
  return {
    name: profile.name ?? profile.email ?? profile.sub,
    email: profile.email ?? "",
    canRead: groups.includes("admins") || groups.includes("viewers"),
    canChange: groups.includes("admins"),
  };
}

function groupsOf(claim: unknown): unknown[] {
  return Array.isArray(claim) ? claim : typeof claim === "string" ? claim.split(/[ ,]+/) : [];
}
