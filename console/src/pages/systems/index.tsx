import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useNavigate } from "react-router";
import { plural } from "../../format";
import { Info } from "../../layout/info";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { useSession } from "../../session/session";
import { columns, shownColumns } from "./columns";
import { HELP } from "./help";
import { usePreferences } from "./use-preferences";
import { useSystems } from "./use-systems";

const SHOWN = shownColumns();

export default function SystemsPage() {
  const { data, loading, error, reload } = useSystems();
  const { canChange } = useSession();
  const [preferences, setPreferences] = usePreferences();
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount, actions } =
    useCollection(data ?? [], {
      filtering: {
        empty: <Empty />,
        noMatch: (
          <SpaceBetween size="xs">
            <Box variant="strong">No system matches</Box>
            <Button onClick={() => actions.setFiltering("")}>Clear filter</Button>
          </SpaceBetween>
        ),
        fields: ["name", "description", "url"],
      },
      pagination: { pageSize: preferences.pageSize },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });

  return (
    <Page
      title="List of systems"
      crumbs={[{ text: "Accounting systems", href: "/accounting-systems" }]}
      help={HELP}
      header={
        <Header
          variant="h1"
          info={<Info topic={HELP} />}
          description="WHMCS installations whose revenue is reported here."
          actions={canChange && <CreateButton primary />}
        >
          Accounting systems
        </Header>
      }
    >
      {error && !data ? (
        <Problem error={error} onRetry={reload} />
      ) : (
        <SpaceBetween size="m">
          {error && (
            <Problem error={error} onRetry={reload} title="The list could not be renewed" />
          )}
          <Table
            {...collectionProps}
            items={items}
            loading={loading}
            loadingText="Loading systems"
            columnDefinitions={SHOWN}
            columnDisplay={preferences.columns}
            trackBy="id"
            wrapLines
            enableKeyboardNavigation
            header={
              <Header counter={data && `(${data.length})`} variant="h2">
                Systems
              </Header>
            }
            filter={
              <TextFilter
                {...filterProps}
                filteringPlaceholder="Find systems"
                filteringAriaLabel="Find systems"
                countText={plural(filteredItemsCount ?? 0, "match", "matches")}
              />
            }
            pagination={<Pagination {...paginationProps} />}
            preferences={
              <CollectionPreferences
                preferences={{
                  pageSize: preferences.pageSize,
                  contentDisplay: preferences.columns,
                }}
                onConfirm={({ detail }) =>
                  setPreferences({
                    pageSize: detail.pageSize ?? preferences.pageSize,
                    columns: detail.contentDisplay ?? preferences.columns,
                  })
                }
                title="Preferences"
                pageSizePreference={{
                  title: "Systems a page",
                  options: [10, 20, 50].map((value) => ({ value, label: `${value} systems` })),
                }}
                contentDisplayPreference={{
                  title: "Columns",
                  options: columns.map(({ id = "", header }) => ({
                    id,
                    label: String(header),
                    alwaysVisible: id === "name",
                  })),
                }}
              />
            }
            ariaLabels={{ tableLabel: "Accounting systems" }}
          />
        </SpaceBetween>
      )}
    </Page>
  );
}

function CreateButton({ primary = false }) {
  const navigate = useNavigate();
  return (
    <Button
      variant={primary ? "primary" : "normal"}
      onClick={() => void navigate("/accounting-systems/create")}
    >
      Create apiWHMCS
    </Button>
  );
}

function Empty() {
  const { canChange } = useSession();
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <SpaceBetween size="m">
        <SpaceBetween size="xxs">
          <Box variant="strong">No accounting system yet</Box>
          <Box color="text-body-secondary">
            {canChange
              ? "Connect your first WHMCS; it takes an address and an API credential."
              : "An administrator can connect one."}
          </Box>
        </SpaceBetween>
        {canChange && <CreateButton />}
      </SpaceBetween>
    </Box>
  );
}
