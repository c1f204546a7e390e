/** The form as its tests show it and fill it in. */

import { configure, fireEvent, render, screen } from "@testing-library/react";
import type { ComponentProps, ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import type { System } from "../../api-types";
import { ConfigProvider } from "../../config";
import { ShellContext } from "../../layout/context";
import { CONFIG, fakeService } from "../../testing";
import { SystemForm } from "./form";
import { DEFAULTS, type Values, valuesOf } from "./values";

/** A whole form of Cloudscape takes its time in jsdom. */
configure({ asyncUtilTimeout: 10_000 });
export const SLOW_MS = 30_000;
const SHELL = {
  setCrumbs: vi.fn(),
  setHelp: vi.fn(),
  setContentType: vi.fn(),
  openHelp: vi.fn(),
  closeHelp: vi.fn(),
  flash: vi.fn(),
};

export function edit(system: System, answers: Parameters<typeof fakeService>[0] = {}) {
  return show({ system, initial: valuesOf(system) }, answers);
}

export function show(
  shown: Partial<ComponentProps<typeof SystemForm>>,
  answers: Parameters<typeof fakeService>[0] = {},
  address = "/",
) {
  const saved: Values[] = [];
  const { wrapper: Service, calls } = fakeService(answers);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ConfigProvider value={CONFIG}>
      <ShellContext value={SHELL}>
        <Service>
          <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter>
        </Service>
      </ShellContext>
    </ConfigProvider>
  );
  render(
    <SystemForm
      initial={DEFAULTS}
      submitText="Save"
      submitting={false}
      error={null}
      onSubmit={(values) => saved.push(values)}
      onCancel={() => {}}
      {...shown}
    />,
    { wrapper },
  );
  return { saved, calls };
}

export const enter = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
export const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
