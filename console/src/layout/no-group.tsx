import Alert from "@cloudscape-design/components/alert";
import { useConfig } from "../config";
import { useSession } from "../session/session";

export function NoGroup() {
  const { name } = useSession();
  const { viewer_group: viewers, admin_group: admins } = useConfig();
  return (
    <Alert type="warning" header="Your account has no access yet">
      You are signed in as {name}, who is in neither of the groups <b>{viewers}</b> (read
      everything) and <b>{admins}</b> (change it). Ask an administrator to add you to one, then sign
      in again.
    </Alert>
  );
}
