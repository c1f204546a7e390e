import type { HookKey } from "../../api-types";
import source from "./revenue_sync.php?raw";

export const HOOK_FILE = "revenue_sync.php";

/** The file for WHMCS's includes/hooks/, with address and key filled in. */
export const hookFile = ({ url, key }: HookKey) =>
  source.replace("REVENUE_SYNC_URL", url).replace("REVENUE_SYNC_KEY", key);
