import Pagination from "@cloudscape-design/components/pagination";
import type { Pages } from "./use-pages";

type Props = Pick<Pages<unknown>, "page" | "pages" | "more" | "goTo">;

export function PageNumbers({ page, pages, more, goTo }: Props) {
  return (
    <Pagination
      currentPageIndex={page}
      pagesCount={pages}
      openEnd={more}
      onChange={({ detail }) => goTo(detail.currentPageIndex)}
    />
  );
}
