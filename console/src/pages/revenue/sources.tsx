import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { plural } from "../../format";
import { Caution } from "../../layout/caution";
import { SystemLink } from "../../layout/links";
import { doubts, oldest, type Source } from "./doubts";

interface Props {
  sources: readonly Source[];
}

const IN_SIGHT = 3;

/** Below the totals: what is wrong with the figures of which system, and how old they are. */
export function Sources({ sources }: Props) {
  if (sources.length === 0) {
    return null;
  }
  const doubted = sources.filter((source) => doubts(source).length > 0);
  if (doubted.length > IN_SIGHT) {
    return (
      <ExpandableSection
        headerText={`The figures of ${plural(doubted.length, "system")} are not as they should be`}
      >
        <Doubted sources={doubted} />
      </ExpandableSection>
    );
  }
  return doubted.length > 0 ? (
    <Doubted sources={doubted} />
  ) : (
    <Box color="text-body-secondary">{oldest(sources)}.</Box>
  );
}

function Doubted({ sources }: Props) {
  return (
    <SpaceBetween size="xxs">
      {sources.map((source) => (
        <Caution key={source.id}>
          <SystemLink id={source.id}>{source.name}</SystemLink> – {doubts(source).join(" ")}
        </Caution>
      ))}
    </SpaceBetween>
  );
}
