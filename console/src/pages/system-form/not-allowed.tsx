import Alert from "@cloudscape-design/components/alert";

export function NotAllowed() {
  return (
    <Alert type="info" header="For administrators">
      Your account may look at everything, but only the group <b>admins</b> changes systems.
    </Alert>
  );
}
