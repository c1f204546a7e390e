import AppLayout from "@cloudscape-design/components/app-layout";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import Flashbar from "@cloudscape-design/components/flashbar";
import HelpPanel from "@cloudscape-design/components/help-panel";
import { Suspense, useMemo, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { useSession } from "../session/session";
import { Waiting } from "../session/waiting";
import {
  type ContentType,
  type Crumb,
  type HelpTopic,
  type ShellActions,
  ShellContext,
} from "./context";
import { Expired } from "./expired";
import { Navigation } from "./navigation";
import { NoGroup } from "./no-group";
import { Top } from "./top";
import { useFlashes } from "./use-flashes";
import { useFollow } from "./use-follow";
import { atLeast, DESKTOP } from "./width";

const NO_HELP: HelpTopic = { title: "Help", content: null };

export function Shell() {
  const [crumbs, setCrumbs] = useState<Crumb[]>([]);
  const [help, setHelp] = useState(NO_HELP);
  const [contentType, setContentType] = useState<ContentType>("default");
  const [helpOpen, setHelpOpen] = useState(false);
  const [navigationOpen, setNavigationOpen] = useState(() => atLeast(DESKTOP));
  const { pathname } = useLocation();
  const { items, flash } = useFlashes(pathname);
  const { canRead } = useSession();
  const follow = useFollow();

  const actions = useMemo<ShellActions>(
    () => ({
      setCrumbs,
      setHelp,
      setContentType,
      openHelp: (topic) => {
        topic && setHelp(topic);
        setHelpOpen(true);
      },
      closeHelp: () => setHelpOpen(false),
      flash,
    }),
    [flash],
  );

  return (
    <ShellContext value={actions}>
      <Top />
      <AppLayout
        headerSelector="#top"
        contentType={contentType}
        navigation={<Navigation />}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        breadcrumbs={<BreadcrumbGroup items={crumbs} onFollow={follow} />}
        notifications={<Flashbar items={items} stackItems={items.length > 3} />}
        stickyNotifications
        tools={<HelpPanel header={<h2>{help.title}</h2>}>{help.content}</HelpPanel>}
        toolsOpen={helpOpen}
        onToolsChange={({ detail }) => setHelpOpen(detail.open)}
        content={<Suspense fallback={<Waiting />}>{canRead ? <Outlet /> : <NoGroup />}</Suspense>}
      />
      <Expired />
    </ShellContext>
  );
}
