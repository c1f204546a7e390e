import { TablePage } from "../../layout/page";
import { HELP } from "./help";
import { SystemsTable } from "./table";
import { useSystems } from "./use-systems";

export default function SystemsPage() {
  return (
    <TablePage
      title="List of systems"
      crumbs={[{ text: "Accounting systems", href: "/accounting-systems" }]}
      help={HELP}
    >
      <SystemsTable list={useSystems()} />
    </TablePage>
  );
}
