import { asText, field } from '../../domain/json.ts';
import type { ExitSource } from '../../domain/event-attributes.ts';
import { toolOf } from './tool-name.ts';

/** One use of a tool, whichever store it comes from. */
export interface ToolUse {
  readonly call_id: string;
  /** As the store names it. */
  readonly name: string;
  readonly input: unknown;
  /** `running`: no result yet. `rejected`: refused or cancelled. `error`: it could not do what it was asked for. */
  readonly state: 'running' | 'done' | 'error' | 'rejected';
  /** The result as fields, where the store holds such. */
  readonly payload: unknown;
  readonly output: string;
  readonly exit?: Exit | undefined;
  readonly background?: boolean | undefined;
  readonly duration_ms?: number | undefined;
  /** The file's text before and after, where the store holds both or the later one. */
  readonly contents?: { readonly before?: string | undefined; readonly after: string } | undefined;
}

export interface Exit {
  readonly code: number;
  readonly source: ExitSource;
}

/** The first of an input's fields that holds a text. */
export const inputText = (use: Pick<ToolUse, 'input'>, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = asText(field(use.input, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

/** Nothing came of it: a shell command that failed, or took too long, did run. */
export const hadNoEffect = (use: ToolUse): boolean =>
  use.state === 'rejected' || (use.state === 'error' && toolOf(use.name) !== 'shell');
