import { I18nProvider } from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { usePrefetchQuery } from "@tanstack/react-query";
import { type ComponentType, useState } from "react";
import { createBrowserRouter, matchRoutes, RouterProvider } from "react-router";
import { useApi } from "./api";
import type { Config } from "./api-types";
import { ConfigProvider } from "./config";
import { Failed } from "./layout/failed";
import { lazyPage } from "./layout/lazy-page";
import { Shell } from "./layout/shell";
import { systemsOf } from "./pages/systems/use-systems";
import { SessionProvider } from "./session";

const pages = [
  page("/", () => import("./pages/overview")),
  page("/accounting-systems", () => import("./pages/systems")),
  page("/accounting-systems/create", () => import("./pages/system-form/create")),
  page("/accounting-systems/:systemId", () => import("./pages/system")),
  page("/accounting-systems/:systemId/edit", () => import("./pages/system-form/edit")),
  page("/reports/invoices", () => import("./pages/invoices")),
  page("/reports/revenue", () => import("./pages/revenue")),
  page("*", () => import("./pages/not-found")),
];

const routes = [{ element: <Shell />, errorElement: <Failed />, children: pages }];

function page(path: string, load: () => Promise<{ default: ComponentType }>) {
  const Page = lazyPage(load);
  return { path, element: <Page />, handle: { load } };
}

export function App({ config }: { config: Config }) {
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <ConfigProvider value={config}>
        <SessionProvider>
          <Router />
        </SessionProvider>
      </ConfigProvider>
    </I18nProvider>
  );
}

/** Made after sign-in, when the address is again the one the person came for. */
function Router() {
  usePrefetchQuery(systemsOf(useApi()));
  const [router] = useState(() => {
    expectPage();
    return createBrowserRouter(routes);
  });
  return <RouterProvider router={router} />;
}

/** Asks for the code of the page that the address names, before anything is drawn. */
export function expectPage(): void {
  const [match] = matchRoutes(pages, window.location) ?? [];
  // Whether it comes is seen, and said, where it is drawn.
  match?.route.handle.load().catch(() => {});
}
