import { SYSTEMS } from "../../layout/links";
import { TablePage } from "../../layout/page";
import { HELP } from "./help";
import { SystemsTable } from "./table";
import { useSystems } from "./use-systems";

export default function SystemsPage() {
  return (
    <TablePage title="List of systems" crumbs={[SYSTEMS]} help={HELP}>
      <SystemsTable list={useSystems()} />
    </TablePage>
  );
}
