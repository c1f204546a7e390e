import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useFollow } from "./use-follow";

export const SYSTEMS = { text: "Accounting systems", href: "/accounting-systems" };

export const CREATE = `${SYSTEMS.href}/create`;
export const systemAddress = (id: string) => `${SYSTEMS.href}/${id}`;
export const editAddress = (id: string) => `${systemAddress(id)}/edit`;

export const RATES = "rates";
/** Where the exchange rates of a system are entered. */
export const ratesOf = (id: string) => `${editAddress(id)}#${RATES}`;

/** To another page of the console. */
export function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} onFollow={useFollow()} fontSize="inherit">
      {children}
    </Link>
  );
}

export function SystemsLink({ children }: { children: ReactNode }) {
  return <PageLink href={SYSTEMS.href}>{children}</PageLink>;
}

export function SystemLink({ id, children }: { id: string; children: ReactNode }) {
  return <PageLink href={systemAddress(id)}>{children}</PageLink>;
}
