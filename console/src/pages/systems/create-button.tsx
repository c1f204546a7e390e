import Button from "@cloudscape-design/components/button";
import { useNavigate } from "react-router";
import { SYSTEMS } from "../../layout/links";

export function CreateButton({ primary = false }) {
  const navigate = useNavigate();
  return (
    <Button
      variant={primary ? "primary" : "normal"}
      onClick={() => void navigate(`${SYSTEMS.href}/create`)}
    >
      Create apiWHMCS
    </Button>
  );
}
