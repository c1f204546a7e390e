import Alert from "@cloudscape-design/components/alert";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Link from "@cloudscape-design/components/link";
import type { MissingRate } from "../api-types";
import { plural } from "../format";
import { useSession } from "../session/session";
import { ratesOf } from "./links";
import { useFollow } from "./use-follow";

interface Warned {
  id: string;
  missing_rates: readonly Pick<MissingRate, "currency" | "warning">[];
}

interface Props {
  texts: readonly string[];
  /** Whose warnings they are: those that a rate mends lead to where it is entered. */
  systems: readonly Warned[];
  /** Below figures, folded and as text: a box of its own pushes them off a small screen. */
  inline?: boolean;
}

/** One warning as it is; several folded up, so that they do not push the figures off the screen. */
export function WarningList({ texts, systems, inline = false }: Props) {
  const [first, ...more] = texts;
  if (first === undefined) {
    return null;
  }
  if (inline) {
    return <Folded texts={texts} systems={systems} />;
  }
  return (
    <Alert type="warning">
      {more.length === 0 ? (
        <Warning text={first} systems={systems} />
      ) : (
        <Folded texts={texts} systems={systems} />
      )}
    </Alert>
  );
}

function Folded({ texts, systems }: Pick<Props, "texts" | "systems">) {
  return (
    <ExpandableSection variant="inline" headerText={plural(texts.length, "warning")}>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <Warning text={text} systems={systems} />
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}

interface WarningProps extends Pick<Props, "systems"> {
  text: string;
}

/** A sentence, and for who may change it the way to what is missing. */
export function Warning({ text, systems }: WarningProps) {
  const { canChange } = useSession();
  const follow = useFollow();
  const [mended] = systems.flatMap(({ id, missing_rates }) =>
    missing_rates
      .filter(({ warning }) => warning === text)
      .map(({ currency }) => ({ href: ratesOf(id), currency })),
  );
  return (
    <>
      {text}
      {canChange && mended && (
        <>
          {" "}
          <Link variant="primary" fontSize="inherit" href={mended.href} onFollow={follow}>
            Add a rate for {mended.currency}
          </Link>
        </>
      )}
    </>
  );
}
