import ContentLayout from "@cloudscape-design/components/content-layout";
import Header, { type HeaderProps } from "@cloudscape-design/components/header";
import { type ReactNode, useEffect, useRef } from "react";
import { type ContentType, type Crumb, type HelpTopic, useShell } from "./context";
import { HEADING, useHeadingFocus } from "./heading-focus";
import { PRODUCT } from "./product";

interface About {
  title: string;
  crumbs: readonly Crumb[];
  help: HelpTopic;
}

interface Props extends About {
  header: ReactNode;
  /** Of use where there is a wide table. */
  contentType?: ContentType;
  children: ReactNode;
}

export function Page({ header, contentType = "default", children, ...about }: Props) {
  const content = usePage(about, contentType);
  return (
    <ContentLayout header={<div id={HEADING}>{header}</div>}>
      <div ref={content}>{children}</div>
    </ContentLayout>
  );
}

/** A page that is a table and nothing else: a Table of the variant full-page with a TableHeading. */
export function TablePage({ children, ...about }: About & { children: ReactNode }) {
  return <div ref={usePage(about, "table")}>{children}</div>;
}

/** The page's own heading, which becomes smaller where it stays while the rows move. */
export function TableHeading(header: HeaderProps) {
  return (
    <div id={HEADING}>
      <Header {...header} variant="awsui-h1-sticky" />
    </div>
  );
}

/** Tells the Shell what it shows; what is returned belongs to the content, without the heading. */
function usePage({ title, crumbs, help }: About, contentType: ContentType) {
  const { setCrumbs, setHelp, setContentType } = useShell();
  const trail = JSON.stringify([...crumbs, { text: title, href: "" }]);
  useEffect(() => {
    document.title = `${title} – ${PRODUCT}`;
    setCrumbs(JSON.parse(trail) as Crumb[]);
  }, [title, trail, setCrumbs]);
  useEffect(() => setHelp(help), [help, setHelp]);
  useEffect(() => setContentType(contentType), [contentType, setContentType]);
  const content = useRef<HTMLDivElement>(null);
  useHeadingFocus(content);
  return content;
}
