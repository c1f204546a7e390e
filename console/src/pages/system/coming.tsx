import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { System } from "../../api-types";
import { editAddress, PageLink } from "../../layout/links";
import { useSession } from "../../session/session";
import { plans } from "./plans";

/** What will happen by itself. */
export function Coming({ system }: { system: System }) {
  const { canChange } = useSession();
  const [first, ...more] = plans(system);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={canChange && <PageLink href={editAddress(system.id)}>Change</PageLink>}
        >
          What happens next
        </Header>
      }
    >
      <Box variant="strong">{first}</Box>
      {more.map((sentence) => (
        <Box key={sentence} variant="p">
          {sentence}
        </Box>
      ))}
    </Container>
  );
}
