import Alert from "@cloudscape-design/components/alert";
import { useConfig } from "../../config";

export function NotAllowed() {
  const { admin_group: admins } = useConfig();
  return (
    <Alert type="info" header="For administrators">
      Your account may look at everything, but only the group <b>{admins}</b> changes systems.
    </Alert>
  );
}
