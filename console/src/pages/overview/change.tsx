import { Secondary } from "../../layout/secondary";
import { change } from "../revenue/earlier";

interface Props {
  now: string;
  before: string | null;
  /** Against what, such as `Oct 1 – 29`. */
  against: string;
  /** Whether all invoices are in: a change from what is incomplete says nothing. */
  comparable: boolean;
}

/** `+12.0% against Oct 1 – 29`, or why there is no such thing. */
export function Change({ now, before, against, comparable }: Props) {
  return (
    <Secondary>
      {before === null
        ? `Nothing to compare with${against && ` in ${against}`}`
        : comparable
          ? `${change(now, before)} against ${against}`
          : "No comparison: incomplete"}
    </Secondary>
  );
}
