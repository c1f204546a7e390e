import Alert from "@cloudscape-design/components/alert";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { plural } from "../format";
import { Caution } from "./caution";

interface Props {
  texts: readonly string[];
  /** Below figures, as text: a box of its own pushes them off a small screen. */
  inline?: boolean;
}

/** One warning as it is; several folded up, so that they do not push the figures off the screen. */
export function WarningList({ texts, inline = false }: Props) {
  if (texts.length === 0) {
    return null;
  }
  const shown = texts.length === 1 ? texts[0] : <Folded texts={texts} />;
  if (inline) {
    return texts.length === 1 ? <Caution>{shown}</Caution> : shown;
  }
  return <Alert type="warning">{shown}</Alert>;
}

function Folded({ texts }: Pick<Props, "texts">) {
  return (
    <ExpandableSection variant="inline" headerText={plural(texts.length, "warning")}>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
