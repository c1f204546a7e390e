import Alert from "@cloudscape-design/components/alert";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { plural } from "../format";

interface Props {
  texts: readonly string[];
  /** Below figures, folded and as text: a box of its own pushes them off a small screen. */
  inline?: boolean;
}

/** One warning as it is; several folded up, so that they do not push the figures off the screen. */
export function WarningList({ texts, inline = false }: Props) {
  if (texts.length === 0) {
    return null;
  }
  if (inline) {
    return <Folded texts={texts} />;
  }
  return <Alert type="warning">{texts.length === 1 ? texts[0] : <Folded texts={texts} />}</Alert>;
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
