import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { HelpTopic } from "../../layout/context";
import { Info } from "../../layout/info";
import { useTargetFocus } from "./use-target-focus";

interface Props {
  /** What its address ends in, after `#`. */
  id?: string;
  title: string;
  description?: string;
  help?: HelpTopic;
  children: ReactNode;
}

/** Fields that belong together. */
export function Section({ id, title, description, help, children }: Props) {
  const target = useTargetFocus(id);
  return (
    <div ref={target} id={id}>
      <Container
        header={
          <Header variant="h2" info={help && <Info topic={help} />} description={description}>
            {title}
          </Header>
        }
      >
        <SpaceBetween size="l">{children}</SpaceBetween>
      </Container>
    </div>
  );
}
