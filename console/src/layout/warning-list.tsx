import Alert from "@cloudscape-design/components/alert";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { plural } from "../format";

/** One warning as it is; several folded up, so that they do not push the figures off the screen. */
export function WarningList({ texts }: { texts: readonly string[] }) {
  if (texts.length < 2) {
    return texts.map((text) => (
      <Alert key={text} type="warning">
        {text}
      </Alert>
    ));
  }
  return (
    <Alert type="warning">
      <ExpandableSection variant="inline" headerText={plural(texts.length, "warning")}>
        <ul>
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </ExpandableSection>
    </Alert>
  );
}
