import { ATTR, type ExitSource } from '../../domain/event-attributes.ts';
import { asArray, asText, at, field, asString } from '../../domain/json.ts';
import type { Attributes } from '../../domain/session.ts';
import { countLines } from '../../domain/count-lines.ts';
import { countHunkLines } from '../reading/diff-lines.ts';
import type { Call } from './call.ts';
import { endedShell, readsShell, startedShell } from './background-shell.ts';

export interface Outcome {
  readonly isError: boolean;
  readonly text: string;
  /** The record's `toolUseResult`: an object by tool, or a string where the call failed. */
  readonly structured: unknown;
}

/** What a result says of its call's effect, as attributes for the result. */
export const outcomeAttributes = (call: Call | undefined, outcome: Outcome): Attributes => {
  if (outcome.isError && isRefused(outcome.text)) return { [ATTR.noEffect]: true };
  if (call === undefined) return {};
  if (isShell(call.name)) return shellOutcome(call, outcome);
  if (readsShell(call.name)) return endedShell(call, outcome);
  return isWrite(call.name) ? writeOutcome(outcome) : {};
};

const isShell = (name: string): boolean => SHELLS.has(name.toLowerCase());
const SHELLS: ReadonlySet<string> = new Set(['bash', 'powershell']);

const isWrite = (name: string): boolean => WRITES.has(name.toLowerCase());
const WRITES: ReadonlySet<string> = new Set(['write', 'edit', 'multiedit', 'notebookedit']);

/** Texts of results of calls that were not carried out. */
const REFUSALS = [
  '<tool_use_error>',
  "The user doesn't want to ",
  'Claude requested permissions ',
  'Sibling tool call errored',
  'Permission to use ',
  'This command requires approval',
] as const;

const isRefused = (text: string): boolean => REFUSALS.some((start) => text.startsWith(start));

/**
 * A failure is marked (`is_error`) and begins with `Exit code N` (2.0.64 and later; 1.0.x gives the output alone), a
 * success holds no code. `returnCodeInterpretation` (grep without a match, diff with differences) hides a non-zero one.
 */
const shellOutcome = (call: Call, { isError, text, structured }: Outcome): Attributes => {
  if (isError) {
    const code = exitCode(text);
    return code === undefined ? {} : { [ATTR.exitCode]: code, [ATTR.exitSource]: 'text' satisfies ExitSource };
  }
  if (call.background || asText(field(structured, 'backgroundTaskId')) !== undefined || isBackgroundNotice(text))
    return { [ATTR.background]: true, [ATTR.shellId]: startedShell({ text, structured }) };
  if (field(structured, 'interrupted') === true) return { [ATTR.unconfirmed]: true };
  if (asText(field(structured, 'returnCodeInterpretation')) !== undefined) return { [ATTR.exitExpected]: true };
  return {
    [ATTR.exitCode]: 0,
    [ATTR.exitSource]: 'absence' satisfies ExitSource,
    [ATTR.commit]: asText(at(structured, 'gitOperation', 'commit', 'sha')),
  };
};

const exitCode = (text: string): number | undefined => {
  const match = /^Exit code (-?\d{1,10})(?:\s|$)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
};

const isBackgroundNotice = (text: string): boolean =>
  text.startsWith('Command running in background with ID') || text.startsWith('Command was manually backgrounded');

const writeOutcome = ({ isError, text, structured }: Outcome): Attributes => {
  if (isError) return { [ATTR.noEffect]: true };
  const before = fileBefore(structured, text);
  const counts = before === 'create' ? created(structured) : patched(structured);
  return { [ATTR.fileBefore]: before, [ATTR.linesAdded]: counts?.added, [ATTR.linesRemoved]: counts?.removed };
};

/** Write says it in `type`; an edit needs the file, but an empty `oldString` makes one. Sub-agents' results are text alone. */
const fileBefore = (structured: unknown, text: string): 'create' | 'update' | 'unknown' => {
  const type = asString(field(structured, 'type'));
  if (type === 'create' || type === 'update') return type;
  if (text.startsWith('File created successfully')) return 'create';
  if (field(structured, 'originalFile') === '' && field(structured, 'oldString') === '') return 'create';
  if (asArray(field(structured, 'structuredPatch')).length > 0 || text.startsWith('The file ')) return 'update';
  return 'unknown';
};

const created = (structured: unknown): { added: number; removed: number } | undefined => {
  const content = asString(field(structured, 'content'));
  return content === undefined ? patched(structured) : { added: countLines(content), removed: 0 };
};

/** An empty patch says "nothing changed" only where the text before stands beside it: 1.0.x left it empty always. */
const patched = (structured: unknown): { added: number; removed: number } | undefined => {
  const hunks = asArray(field(structured, 'structuredPatch'));
  if (hunks.length > 0) return countHunkLines(hunks.flatMap((hunk) => asArray(field(hunk, 'lines'))));
  return asString(field(structured, 'originalFile')) === undefined ? undefined : { added: 0, removed: 0 };
};
