import ContentLayout from "@cloudscape-design/components/content-layout";
import { type ReactNode, useEffect, useRef } from "react";
import { type Crumb, type HelpTopic, useShell } from "./context";
import { HEADING, useHeadingFocus } from "./heading-focus";
import { PRODUCT } from "./product";

interface Props {
  title: string;
  crumbs: readonly Crumb[];
  help: HelpTopic;
  header: ReactNode;
  children: ReactNode;
}

export function Page({ title, crumbs, help, header, children }: Props) {
  const { setCrumbs, setHelp } = useShell();
  const trail = JSON.stringify([...crumbs, { text: title, href: "" }]);
  useEffect(() => {
    document.title = `${title} – ${PRODUCT}`;
    setCrumbs(JSON.parse(trail) as Crumb[]);
  }, [title, trail, setCrumbs]);
  useEffect(() => setHelp(help), [help, setHelp]);
  const content = useRef<HTMLDivElement>(null);
  useHeadingFocus(content);
  return (
    <ContentLayout header={<div id={HEADING}>{header}</div>}>
      <div ref={content}>{children}</div>
    </ContentLayout>
  );
}
