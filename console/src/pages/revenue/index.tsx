import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Info } from "../../layout/info";
import { SystemsLink } from "../../layout/links";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { Waiting } from "../../session/waiting";
import { isoDay, yearAt } from "./days";
import { Filters } from "./filters";
import { HELP } from "./help";
import { Report } from "./report";
import { SavedViewsMenu } from "./saved/menu";
import { useChoices, useDownload, useExpectedRevenue } from "./use-revenue";
import { useView } from "./use-view";
import { daysOf, fileName, queryOf } from "./view";

// Asked for with the page, not only when there are figures to draw; whether it comes is seen there.
import("./chart").catch(() => {});

export default function RevenuePage() {
  const [view, change] = useView();
  const choices = useChoices(view);
  const { years, currencies } = choices.data ?? {};
  const now = yearAt(isoDay(new Date()), view.yearStart);
  const days = daysOf(view, years?.[0] ?? now);
  useExpectedRevenue(queryOf(view, daysOf(view, now)));
  const { loading, error, download } = useDownload();
  const chosen = view.year !== null || view.days !== null;
  const ready = chosen || years !== undefined;
  const nothing = years?.length === 0;

  return (
    <Page
      title="Revenue"
      crumbs={[{ text: "Reports", href: "/reports/revenue" }]}
      help={HELP}
      header={
        <Header
          variant="h1"
          info={<Info topic={HELP} />}
          description="What your invoices add up to over time."
          actions={
            <div className="no-print">
              <SpaceBetween direction="horizontal" size="xs">
                <SavedViewsMenu view={view} />
                <Button
                  iconName="download"
                  loading={loading}
                  loadingText="Preparing the file"
                  disabled={nothing || !ready}
                  onClick={() =>
                    download({ query: queryOf(view, days), name: fileName(view, days) })
                  }
                >
                  Download CSV
                </Button>
              </SpaceBetween>
            </div>
          }
        >
          Revenue
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && <Problem error={error} title="The file could not be prepared" />}
        <div className="no-print">
          <Container>
            <Filters {...{ view, days, years, currencies }} onChange={change} />
          </Container>
        </div>
        {choices.error && !ready && <Problem error={choices.error} onRetry={choices.reload} />}
        {choices.loading && !ready && <Waiting />}
        {nothing && !chosen && <NoRevenue />}
        {ready && (chosen || !nothing) && <Report view={view} days={days} />}
      </SpaceBetween>
    </Page>
  );
}

function NoRevenue() {
  return (
    <Container>
      <Box textAlign="center" padding="l">
        <Box variant="strong">No revenue yet</Box>
        <Box color="text-body-secondary">
          Connect a WHMCS and sync it in the <SystemsLink>list of systems</SystemsLink>, or choose
          another invoice status.
        </Box>
      </Box>
    </Container>
  );
}
