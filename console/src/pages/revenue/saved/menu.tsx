import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import { useFollow } from "../../../layout/use-follow";
import { parametersOf, type View } from "../view";
import type { SavedView } from "./list";
import { ManageViews } from "./manage";
import { SaveView } from "./save";
import { useSavedViews } from "./use-saved-views";

/** Opens, saves, renames and deletes views. */
export function SavedViewsMenu({ view }: { view: View }) {
  const saved = useSavedViews();
  const follow = useFollow();
  const [dialog, setDialog] = useState("");
  const search = parametersOf(view).toString();
  const close = () => setDialog("");
  return (
    <>
      <ButtonDropdown
        items={[
          ...(saved.views.length > 0
            ? [{ text: "Open", items: saved.views.map(itemOf(search)) }]
            : []),
          { id: "save", text: "Save this view" },
          { id: "manage", text: "Rename or delete", disabled: saved.views.length === 0 },
        ]}
        onItemFollow={follow}
        onItemClick={({ detail }) => setDialog(detail.href ? "" : detail.id)}
      >
        Saved views
      </ButtonDropdown>
      {dialog === "save" && <SaveView saved={saved} search={search} onClose={close} />}
      {dialog === "manage" && <ManageViews saved={saved} onClose={close} />}
    </>
  );
}

/** The one that is shown bears a tick. */
const itemOf = (shown: string) => (view: SavedView) => ({
  id: `open ${view.name}`,
  text: view.name,
  href: addressOf(view),
  ...(view.search === shown ? { iconName: "check" as const, iconAlt: "Shown" } : {}),
});

export const addressOf = ({ search }: SavedView) =>
  search ? `/reports/revenue?${search}` : "/reports/revenue";
