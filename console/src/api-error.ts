export interface ProblemDocument {
  code?: string;
  title?: string;
  detail?: string | undefined;
  advice?: string | null;
  fields?: { name: string; problem: string }[] | null;
  sync_id?: string | null;
  system_id?: string | null;
}

/** What the API answered instead of what was asked for. `status` 0: it could not be reached. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly problem: ProblemDocument,
  ) {
    super(problem.detail ?? problem.title ?? `The API answered with status ${status}.`);
  }

  get title(): string {
    return this.problem.title ?? "Something went wrong";
  }

  get advice(): string {
    return this.problem.advice ?? "";
  }

  /** What is wrong with a field of the request, such as `url` or `rates.0.rate`. */
  fieldProblem(name: string): string {
    const problems = this.problem.fields?.filter((field) => field.name === name) ?? [];
    return problems.map((field) => field.problem).join(" ");
  }
}

/** API Gateway's own answers (401, 429, 503) are no problem documents: `{"message": "…"}`. */
export function errorOf(status: number, body: unknown): ApiError {
  const known = typeof body === "object" && body !== null ? (body as ProblemDocument) : {};
  if (typeof known.title === "string" || typeof known.detail === "string") {
    return new ApiError(status, known);
  }
  return new ApiError(status, GATEWAY[status] ?? { title: "The service had a problem" });
}

export const unreachable = () =>
  new ApiError(0, {
    title: "The service cannot be reached",
    detail: "There was no answer from the API.",
    advice: "Check your network connection and try again.",
  });

const WAIT = "Wait a moment and try again.";
const GATEWAY: Record<number, ProblemDocument> = {
  401: { title: "Your session has expired", detail: "Sign in again to go on." },
  403: { title: "Not allowed", detail: "Your account may not do this." },
  429: { title: "Too many requests", detail: "The service is busy.", advice: WAIT },
  503: { title: "The service is busy", detail: "It took too long to answer.", advice: WAIT },
};
