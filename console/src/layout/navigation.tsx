import SideNavigation, {
  type SideNavigationProps,
} from "@cloudscape-design/components/side-navigation";
import { useLocation } from "react-router";
import { useConfig } from "../config";
import { SYSTEMS } from "./links";
import { useFollow } from "./use-follow";

export function Navigation() {
  const { version } = useConfig();
  const { pathname } = useLocation();
  const items: SideNavigationProps.Item[] = [
    { type: "link", text: "Overview", href: "/" },
    {
      type: "section-group",
      title: "Accounting systems",
      items: [{ type: "link", text: "List of systems", href: SYSTEMS.href }],
    },
    {
      type: "section-group",
      title: "Reports",
      items: [
        { type: "link", text: "Revenue", href: "/reports/revenue" },
        { type: "link", text: "Invoices", href: "/reports/invoices" },
      ],
    },
    { type: "divider" },
    { type: "link", text: `API ${version}`, href: "/openapi.json", external: true },
  ];
  return (
    <SideNavigation
      activeHref={pathname.startsWith(SYSTEMS.href) ? SYSTEMS.href : pathname}
      items={items}
      onFollow={useFollow()}
    />
  );
}
