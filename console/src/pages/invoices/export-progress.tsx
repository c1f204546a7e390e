import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import { lookedThrough, share } from "./progress";
import type { Export } from "./use-export";

interface Props {
  file: Export;
  total: number;
}

export function ExportProgress({ file: { lookedAt, cancel }, total }: Props) {
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={cancel}>Cancel</Button>}>
          Preparing the file
        </Header>
      }
    >
      <ProgressBar
        value={share(lookedAt, total)}
        additionalInfo={lookedThrough(lookedAt, total)}
        ariaLabel="Preparing the file"
      />
    </Container>
  );
}
