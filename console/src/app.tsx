import { I18nProvider } from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { lazy, useState } from "react";
import { createBrowserRouter, type RouteObject, RouterProvider } from "react-router";
import type { Config } from "./api-types";
import { ConfigProvider } from "./config";
import { Failed } from "./layout/failed";
import { Shell } from "./layout/shell";
import { SessionProvider } from "./session";

const OverviewPage = lazy(() => import("./pages/overview"));
const SystemsPage = lazy(() => import("./pages/systems"));
const CreatePage = lazy(() => import("./pages/system-form/create"));
const EditPage = lazy(() => import("./pages/system-form/edit"));
const SystemPage = lazy(() => import("./pages/system"));
const RevenuePage = lazy(() => import("./pages/revenue"));
const InvoicesPage = lazy(() => import("./pages/invoices"));
const NotFoundPage = lazy(() => import("./pages/not-found"));

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
