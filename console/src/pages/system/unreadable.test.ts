import { expect, it } from "vitest";
import { listed } from "./unreadable";

it("names the first ids and says how many more there are", () => {
  expect(listed([4, 7])).toBe("id 4, 7");
  const many = Array.from({ length: 23 }, (_, index) => index + 1);
  expect(listed(many)).toMatch(/^id 1, .*, 20 and 3 more$/);
});
