import "@cloudscape-design/global-styles/index.css";
import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, expectPage } from "./app";
import { loadConfig } from "./config";
import { Unavailable } from "./layout/unavailable";
import { applyTheme } from "./theme";

applyTheme();
expectPage();
const root = createRoot(document.getElementById("root") as HTMLElement);
loadConfig().then(
  (config) =>
    root.render(
      <StrictMode>
        <App config={config} />
      </StrictMode>,
    ),
  (error: Error) => root.render(<Unavailable error={error} />),
);
