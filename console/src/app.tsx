import { I18nProvider } from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { useState } from "react";
import { createBrowserRouter, type RouteObject, RouterProvider } from "react-router";
import type { Config } from "./api-types";
import { ConfigProvider } from "./config";
import { Failed } from "./layout/failed";
import { lazyPage } from "./layout/lazy-page";
import { Shell } from "./layout/shell";
import { SessionProvider } from "./session";

const OverviewPage = lazyPage(() => import("./pages/overview"));
const SystemsPage = lazyPage(() => import("./pages/systems"));
const CreatePage = lazyPage(() => import("./pages/system-form/create"));
const EditPage = lazyPage(() => import("./pages/system-form/edit"));
const SystemPage = lazyPage(() => import("./pages/system"));
const RevenuePage = lazyPage(() => import("./pages/revenue"));
const InvoicesPage = lazyPage(() => import("./pages/invoices"));
const NotFoundPage = lazyPage(() => import("./pages/not-found"));

const routes: RouteObject[] = [
  {
    element: <Shell />,
    errorElement: <Failed />,
    children: [
      { path: "/", element: <OverviewPage /> },
      { path: "/accounting-systems", element: <SystemsPage /> },
      { path: "/accounting-systems/create", element: <CreatePage /> },
      { path: "/accounting-systems/:systemId", element: <SystemPage /> },
      { path: "/accounting-systems/:systemId/edit", element: <EditPage /> },
      { path: "/reports/invoices", element: <InvoicesPage /> },
      { path: "/reports/revenue", element: <RevenuePage /> },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

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
  const [router] = useState(() => createBrowserRouter(routes));
  return <RouterProvider router={router} />;
}
