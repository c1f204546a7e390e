import { applyMode, Mode } from "@cloudscape-design/global-styles";

export type Theme = "light" | "dark" | "system";

const KEY = "theme";
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

export function theme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function setTheme(value: Theme): void {
  localStorage.setItem(KEY, value);
  applyTheme();
}

export function applyTheme(): void {
  const dark = theme() === "dark" || (theme() === "system" && prefersDark.matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
}

prefersDark.addEventListener("change", applyTheme);
