import { Caution } from "../../layout/caution";
import { type Brief, caveat, oldest } from "./doubts";

interface Props {
  sources: readonly Brief[];
  more?: string;
}

/** Beside a heading: which systems are doubtful, or how old the figures are. */
export function Trust({ sources, more = "" }: Props) {
  const doubtful = caveat(sources);
  return (
    <>
      {doubtful ? <Caution>{doubtful}</Caution> : sources.length > 0 && `${oldest(sources)}.`}{" "}
      {more}
    </>
  );
}
