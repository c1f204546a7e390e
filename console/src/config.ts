import { createContext, useContext } from "react";
import type { Config } from "./api-types";

export async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json");
  if (!response.ok) {
    throw new Error(`The settings of the console could not be read (status ${response.status}).`);
  }
  return response.json() as Promise<Config>;
}

const ConfigContext = createContext<Config | null>(null);
export const ConfigProvider = ConfigContext.Provider;

export function useConfig(): Config {
  const config = useContext(ConfigContext);
  if (!config) {
    throw new Error("There is no ConfigProvider around this component.");
  }
  return config;
}
