import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import { SystemsLink } from "../../layout/links";
import { Page } from "../../layout/page";

const HELP = {
  title: "Page not found",
  content: <p>The address leads to no page of this console.</p>,
};

export default function NotFoundPage() {
  return (
    <Page
      title="Page not found"
      crumbs={[]}
      help={HELP}
      header={<Header variant="h1">Page not found</Header>}
    >
      <Box variant="p">
        There is nothing at this address. Go to the <SystemsLink>list of systems</SystemsLink>.
      </Box>
    </Page>
  );
}
