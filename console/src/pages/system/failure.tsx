import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useNavigate } from "react-router";
import type { Sync, SyncRequest } from "../../api-types";
import { editAddress } from "../../layout/links";

interface Props {
  sync: Sync;
  error: NonNullable<Sync["error"]>;
  /** Undefined: of a past sync, or for those who may start none. */
  onStart?: ((request: SyncRequest) => void) | undefined;
}

/** Why a sync failed, and the button for what its advice says. */
export function Failure({ sync, error, onStart }: Props) {
  return (
    <Alert
      type="error"
      header={error.title}
      action={onStart && <Remedy sync={sync} code={error.code} onStart={onStart} />}
    >
      {error.detail}
      {error.advice && <Box variant="p">{error.advice}</Box>}
    </Alert>
  );
}

/** What WHMCS refused, or answered without sense, is mended in the settings first. */
const BY_SETTINGS = ["SourceRejected", "SourceMalformed", "SecretMissing"];

interface RemedyProps {
  sync: Sync;
  code: string;
  onStart: (request: SyncRequest) => void;
}

function Remedy({ sync, code, onStart }: RemedyProps) {
  const navigate = useNavigate();
  if (code === "SourceShrank") {
    return (
      <Button onClick={() => onStart({ mode: sync.mode, allow_shrink: true })}>
        Accept the smaller number
      </Button>
    );
  }
  if (BY_SETTINGS.includes(code)) {
    return (
      <Button onClick={() => void navigate(editAddress(sync.system_id))}>Edit settings</Button>
    );
  }
  const mode = code === "SourceChanged" ? "full" : sync.mode;
  return sync.continuable ? null : <Button onClick={() => onStart({ mode })}>Try again</Button>;
}
