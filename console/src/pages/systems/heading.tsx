import SpaceBetween from "@cloudscape-design/components/space-between";
import type { System } from "../../api-types";
import { Info } from "../../layout/info";
import { TableHeading } from "../../layout/page";
import { Refresh } from "../../layout/table/refresh";
import type { Loaded, Renewed } from "../../loaded";
import { useSession } from "../../session/session";
import { Actions, type Chosen } from "./actions";
import { HELP } from "./help";

interface Props extends Chosen {
  list: Loaded<System[]> & Renewed;
}

export function SystemsHeading({ list, ...chosen }: Props) {
  const { data, error, reload } = list;
  const { canChange } = useSession();
  return (
    <TableHeading
      counter={data ? counterOf(chosen.selected.length, data.length) : ""}
      info={<Info topic={HELP} />}
      description="WHMCS installations whose revenue is reported here."
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Refresh {...list} error={data ? error : null} onRefresh={reload} />
          {canChange && <Actions {...chosen} />}
        </SpaceBetween>
      }
    >
      Accounting systems
    </TableHeading>
  );
}

const counterOf = (selected: number, all: number) =>
  selected > 0 ? `(${selected}/${all})` : `(${all})`;
