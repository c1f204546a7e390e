import { createContext, useContext } from "react";
import type {
  ConnectionTest,
  InvoicePage,
  Mode,
  NewSystem,
  Revenue,
  RevenueQuery,
  Sync,
  System,
  SystemChange,
} from "./api-types";

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  advice?: string;
  fields?: { name: string; problem: string }[];
  sync_id?: string;
}

/** What the API answered instead of what was asked for. `status` 0: it could not be reached. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.title ?? `The API answered with status ${status}.`);
  }

  get title(): string {
    return this.problem.title ?? "Something went wrong";
  }

  get advice(): string {
    return this.problem.advice ?? "";
  }

  fieldProblem(name: string): string {
    const own = (field: string) => field === name || field.startsWith(`${name}.`);
    const problems = this.problem.fields?.filter((field) => own(field.name)) ?? [];
    return problems.map((field) => field.problem).join(" ");
  }
}

type Query = Record<string, string | number | readonly string[] | undefined>;

interface Options {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  query?: Query;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export type Api = ReturnType<typeof createApi>;

/** One function for each operation of the API; all throw ApiError. */
export function createApi(token: () => string | undefined) {
  async function send(path: string, options: Options): Promise<Response> {
    const response = await reach(path + search(options.query), {
      method: options.method ?? "GET",
      headers: {
        accept: "application/json",
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
        authorization: `Bearer ${token() ?? ""}`,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (!response.ok) {
      throw new ApiError(response.status, await problemOf(response));
    }
    return response;
  }

  async function json<T>(path: string, options: Options = {}): Promise<T> {
    return (await send(path, options)).json() as Promise<T>;
  }

  return {
    systems: (signal?: AbortSignal) =>
      json<{ systems: System[] }>("/systems", signal ? { signal } : {}).then((all) => all.systems),
    system: (id: string) => json<System>(`/systems/${id}`),
    createSystem: (body: NewSystem, key: string) =>
      json<System>("/systems", { method: "POST", body, headers: { "idempotency-key": key } }),
    changeSystem: (id: string, body: SystemChange, version: number) =>
      json<System>(`/systems/${id}`, { method: "PATCH", body, headers: ifMatch(version) }),
    deleteSystem: (id: string, version: number) =>
      json<{ id: string; deleting: boolean }>(`/systems/${id}`, {
        method: "DELETE",
        headers: ifMatch(version),
      }),
    testNewSystem: (body: Partial<NewSystem>) =>
      json<ConnectionTest>("/systems/test", { method: "POST", body }),
    testSystem: (id: string, body: SystemChange) =>
      json<ConnectionTest>(`/systems/${id}/test`, { method: "POST", body }),
    startSync: (id: string, mode: Mode, allowShrink: boolean, key: string) =>
      json<Sync>(`/systems/${id}/syncs`, {
        method: "POST",
        body: { mode, ...(allowShrink ? { allow_shrink: true } : {}) },
        headers: { "idempotency-key": key },
      }),
    syncs: (id: string) => json<{ syncs: Sync[] }>(`/systems/${id}/syncs`).then((all) => all.syncs),
    sync: (id: string, syncId: string) => json<Sync>(`/systems/${id}/syncs/${syncId}`),
    cancelSync: (id: string, syncId: string) =>
      json<Sync>(`/systems/${id}/syncs/${syncId}/cancel`, { method: "POST" }),
    invoices: (id: string, limit: number, cursor?: string) =>
      json<InvoicePage>(`/systems/${id}/invoices`, { query: { limit, cursor } }),
    revenue: (query: RevenueQuery) => json<Revenue>("/revenue", { query: { ...query } }),
    revenueCsv: async (query: RevenueQuery) =>
      (await send("/revenue", { query: { ...query }, headers: { accept: "text/csv" } })).blob(),
  };
}

const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) {
    throw new Error("There is no ApiProvider around this component.");
  }
  return api;
}

const ifMatch = (version: number) => ({ "if-match": `"${version}"` });

function search(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        parameters.append(name, String(one));
      }
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, {
      title: "The service cannot be reached",
      detail: "There was no answer from the API.",
      advice: "Check your network connection and try again.",
    });
  }
}

/** API Gateway's own answers (401, 429, 503) are no problem documents: `{"message": "…"}`. */
async function problemOf(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => ({}));
  if (typeof body.title === "string" || typeof body.detail === "string") {
    return body as Problem;
  }
  return GATEWAY[response.status] ?? { title: "The service had a problem", detail: body.message };
}

const GATEWAY: Record<number, Problem> = {
  401: { title: "Your session has expired", detail: "Sign in again to go on." },
  403: { title: "Not allowed", detail: "Your account may not do this." },
  429: {
    title: "Too many requests",
    detail: "The service is busy.",
    advice: "Wait a moment and try again.",
  },
  503: {
    title: "The service is busy",
    detail: "It took too long to answer.",
    advice: "Wait a moment and try again.",
  },
};
