import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ConfigProvider } from "../config";
import { SessionContext } from "../session/session";
import { CONFIG } from "../testing";
import { NoGroup } from "./no-group";

it("names the groups of the deployment", () => {
  const session = { name: "Ada", email: "", canRead: false, canChange: false, expired: false };
  render(
    <ConfigProvider value={{ ...CONFIG, admin_group: "/boss", viewer_group: "staff & co" }}>
      <SessionContext value={session}>
        <NoGroup />
      </SessionContext>
    </ConfigProvider>,
  );
  expect(screen.getByText("/boss")).toBeTruthy();
  expect(screen.getByText("staff & co")).toBeTruthy();
});
