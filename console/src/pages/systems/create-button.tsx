import Button from "@cloudscape-design/components/button";
import { useNavigate } from "react-router";
import { CREATE } from "../../layout/links";

export function CreateButton({ primary = false }) {
  const navigate = useNavigate();
  return (
    <Button variant={primary ? "primary" : "normal"} onClick={() => void navigate(CREATE)}>
      Create apiWHMCS
    </Button>
  );
}
