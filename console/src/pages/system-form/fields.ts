import type { ScheduleValues, Values } from "./values";

/** The fields that are a line of text. */
export type TextName = Exclude<keyof Values, "auto_sync" | "rates" | keyof ScheduleValues>;

/** What a part of the form needs of the whole. */
export interface Fields {
  values: Values;
  change: (part: Partial<Values>) => void;
  /** Of a field as the API names it, of a rate `rates.0.currency`; "": it is right. */
  problem: (name: string) => string;
  text: (name: TextName) => TextField;
}

interface TextField {
  name: TextName;
  value: string;
  onChange: (value: string) => void;
  problem: string;
}
