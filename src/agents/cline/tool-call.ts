import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field, isObject } from '../../domain/json.ts';
import { joinPath } from '../reading/join-path.ts';
import { textOf, type ToolResult, wasRefused } from './outcome.ts';

/** A `tool_use` block, with its result where there is one. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly result: ToolResult | undefined;
}

/** It was refused, or failed as a whole. */
export const hasFailed = ({ result }: ToolCall): boolean =>
  result !== undefined &&
  (result.is_error || result.outcomes.some(({ success }) => success === false) || failedText(textOf(result)));

/** How a task's tools say that they failed. */
const failedText = (text: string): boolean =>
  wasRefused(text) ||
  /^(?:The tool execution failed with the following error|Missing value for required parameter|The model search_replace|Error )/.test(
    text,
  );

/** Refused or failed before it did anything; of a command only a refusal says so. */
export const hadNoEffect = (call: ToolCall): boolean =>
  call.result !== undefined && (COMMANDS.has(call.name) ? wasRefused(textOf(call.result)) : hasFailed(call));

export const COMMANDS: ReadonlySet<string> = new Set(['run_commands', 'execute_command']);

/** The attributes that every event of a call carries. */
export const callAttributes = (call: Pick<ToolCall, 'id' | 'name'>): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: call.id,
  [ATTR.toolName]: call.name,
});

export const firstText = (input: unknown, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = asText(field(input, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

export const absolute = (path: string | undefined, cwd: string | undefined): string => {
  if (path === undefined) return 'unknown';
  return cwd === undefined ? path : joinPath(cwd, path);
};

/** Many tools take one value or a list of them, bare or below a key: all of them, in order. */
export const listed = (input: unknown, ...keys: readonly string[]): readonly unknown[] => {
  const given = isObject(input) ? keys.map((key) => field(input, key)).find((one) => one !== undefined) : input;
  if (given === undefined) return isObject(input) ? [input] : [];
  return Array.isArray(given) ? asArray(given) : [given];
};

/** Commands of `run_commands` (a string, or `{command, args}` that no shell reads) and `execute_command`. */
export const commandsOf = (input: unknown): readonly string[] =>
  listed(input, 'commands', 'cmd').flatMap((one) => {
    const bare = asString(one);
    if (bare !== undefined) return [bare];
    const command = asString(field(one, 'command'));
    if (command === undefined) return [];
    const args = field(one, 'args');
    if (!Array.isArray(args)) return [command];
    return [[command, ...asArray(args).flatMap((arg) => asString(arg) ?? [])].map(quoted).join(' ')];
  });

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
