import { expect, it } from "vitest";
import { listed } from "./unreadable";

it("names the first rows with their fields and says how many more there are", () => {
  const rows = [
    { id: 4, fields: ["total"] },
    { id: 7, fields: ["date", "status"] },
  ];
  expect(listed(rows)).toBe("id 4 (total), 7 (date, status)");
  const many = Array.from({ length: 23 }, (_, index) => ({ id: index + 1, fields: ["total"] }));
  expect(listed(many)).toMatch(/^id 1 \(total\), .*, 20 \(total\) and 3 more$/);
});
