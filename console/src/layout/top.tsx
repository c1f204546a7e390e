import TopNavigation from "@cloudscape-design/components/top-navigation";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useNavigate } from "react-router";
import { useSession } from "../session/session";
import { useSignOut } from "../session/use-sign-out";
import { setTheme, type Theme, theme } from "../theme";
import { PRODUCT } from "./product";
import { SkipLink } from "./skip-link";

const THEMES: { id: Theme; text: string }[] = [
  { id: "system", text: "As the device" },
  { id: "light", text: "Light" },
  { id: "dark", text: "Dark" },
];

export function Top() {
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const [chosen, choose] = useState(theme);

  function picked(id: string) {
    if (id === "sign-out") {
      void signOut();
      return;
    }
    setTheme(id as Theme);
    choose(id as Theme);
  }

  return createPortal(
    <>
      <SkipLink />
      <TopNavigation
        identity={{
          href: "/",
          title: PRODUCT,
          onFollow: (event) => {
            event.preventDefault();
            void navigate("/");
          },
        }}
        utilities={[
          {
            type: "menu-dropdown",
            text: session.name,
            description: session.email,
            iconName: "user-profile",
            onItemClick: ({ detail }) => picked(detail.id),
            items: [
              {
                id: "theme",
                text: "Appearance",
                items: THEMES.map((item) => ({
                  ...item,
                  itemType: "checkbox" as const,
                  checked: item.id === chosen,
                })),
              },
              { id: "sign-out", text: "Sign out" },
            ],
          },
        ]}
      />
    </>,
    document.getElementById("top") as HTMLElement,
  );
}
