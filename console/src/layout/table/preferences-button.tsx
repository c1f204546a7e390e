import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import { PAGE_SIZES } from "./preferences";
import type { Chosen } from "./use-preferences";

interface Props extends Chosen {
  /** In words, of many: "invoices". */
  rows: string;
  columns: readonly { id: string; header: string }[];
}

export function PreferencesButton({ preferences, change, rows, columns }: Props) {
  const { columns: contentDisplay, widths, ...simple } = preferences;
  return (
    <CollectionPreferences
      preferences={{ ...simple, contentDisplay }}
      onConfirm={({ detail: { contentDisplay: display, ...changed } }) =>
        change({ ...changed, ...(display ? { columns: display } : {}) })
      }
      title="Preferences"
      pageSizePreference={{
        title: "On a page",
        options: PAGE_SIZES.map((value) => ({ value, label: `${value} ${rows}` })),
      }}
      wrapLinesPreference={{}}
      stripedRowsPreference={{}}
      contentDensityPreference={{}}
      contentDisplayPreference={{
        title: "Columns",
        options: columns.map(({ id, header }, index) => ({
          id,
          label: header,
          alwaysVisible: index === 0,
        })),
      }}
    />
  );
}
