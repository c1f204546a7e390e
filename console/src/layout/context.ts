import type { AppLayoutProps } from "@cloudscape-design/components/app-layout";
import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useContext } from "react";

export interface Crumb {
  text: string;
  href: string;
}

export interface HelpTopic {
  title: string;
  content: ReactNode;
}

export interface Flash {
  type: FlashbarProps.Type;
  header?: string;
  content: ReactNode;
  action?: ReactNode;
}

/** How wide the page is, among others. */
export type ContentType = NonNullable<AppLayoutProps["contentType"]>;

export interface ShellActions {
  setCrumbs: (crumbs: Crumb[]) => void;
  setHelp: (topic: HelpTopic) => void;
  setContentType: (contentType: ContentType) => void;
  openHelp: (topic?: HelpTopic) => void;
  closeHelp: () => void;
  flash: (message: Flash) => void;
}

export const ShellContext = createContext<ShellActions | null>(null);

export function useShell(): ShellActions {
  const shell = useContext(ShellContext);
  if (!shell) {
    throw new Error("There is no Shell around this component.");
  }
  return shell;
}
