import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useFollow } from "./use-follow";

export const SYSTEMS = { text: "Accounting systems", href: "/accounting-systems" };

export function SystemsLink({ children }: { children: ReactNode }) {
  return (
    <Link href={SYSTEMS.href} onFollow={useFollow()}>
      {children}
    </Link>
  );
}

export function SystemLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link href={`${SYSTEMS.href}/${id}`} onFollow={useFollow()}>
      {children}
    </Link>
  );
}
