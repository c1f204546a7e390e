import Link from "@cloudscape-design/components/link";
import { type HelpTopic, useShell } from "./context";

/** The "Info" link beside a heading or label that opens the help panel. */
export function Info({ topic }: { topic: HelpTopic }) {
  const { openHelp } = useShell();
  return (
    <Link variant="info" onFollow={() => openHelp(topic)} ariaLabel={`Info: ${topic.title}`}>
      Info
    </Link>
  );
}
