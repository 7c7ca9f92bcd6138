/**
 * What HAIL has no field for travels in an event's `attributes`, because older readers refuse unknown tags but keep
 * attributes. These are all the keys that this tool writes; a handoff built from a HAIL file is therefore the same
 * as one built from the agent's own log.
 */
import type { Attributes, Event } from './session.ts';
import { asCount, asString } from './json.ts';

export const ATTR = {
  /** The record's own type in the log, e.g. `tool_use`, `item_completed/CommandExecution`. */
  rawType: 'source.raw_type',
  schemaVersion: 'source.schema_version',
  /** Joins a call and its result. */
  callId: 'semantic.call_id',
  toolKind: 'semantic.tool_kind',
  /** The tool's own name on an event whose type does not hold it (ShellCommand, FileEdit, …). */
  toolName: 'tool_use_name',
  subagentId: 'subagent_id',
  /** true: the event belongs to a sub-agent of this session. */
  mergedSubagent: 'merged_subagent',
  model: 'model',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  /**
   * `lower`: what the log counts of this message's output is what there was when it began to come in. `exact`, on a later
   * event of the same message: its end was told after all.
   */
  outputBound: 'output_tokens.bound',
  /**
   * true: from here on what went in is not told, and what was told before is a part of it. false, on a later event: it was
   * told after all.
   */
  inputUnknown: 'input_tokens.unknown',
  cacheReadTokens: 'cache_read_tokens',
  cacheWriteTokens: 'cache_write_tokens',

  /** On a ToolResult, and after settling on its call: how the exit status is known, see ExitSource. */
  exitSource: 'exit.source',
  /** On a ToolResult whose call is a shell command: the exit code, when the log holds one. */
  exitCode: 'exit.code',
  /** Set (true) where the agent says that a non-zero or unmarked exit is expected: voids inference from absence. */
  exitExpected: 'exit.expected',
  /** true: started in the background; no exit status belongs to it. */
  background: 'shell.background',
  /**
   * Names a background shell: on the result that started it, and on a later result that tells how it ended, with its
   * exit status.
   */
  shellId: 'shell.id',
  /** Working directory of a shell command, absolute, where the log holds it and it may differ from the session's. */
  shellCwd: 'shell.cwd',
  /** true: the call was refused, cancelled or failed before it had an effect (edits that did not happen). */
  noEffect: 'call.no_effect',
  /** true: the log shows neither how the call ended nor that it ran: it may never have been carried out. */
  unconfirmed: 'call.unconfirmed',

  /** On a file event. `create` | `update` | `unknown`: what the log says of the file before a write. */
  fileBefore: 'file.before',
  linesAdded: 'file.lines_added',
  linesRemoved: 'file.lines_removed',
  /** sha256-free: the file's full last text stands in this event's Code block (so that a blob id can be made). */
  fullText: 'file.full_text',
  /** On a Custom event of kind `changed_outside`: the path, as the log writes it. */
  filePath: 'file.path',
  /** On a FileCreate or FileEdit that ends a rename: the path before. */
  renamedFrom: 'file.renamed_from',

  /** On a Custom event of kind `plan`: the whole plan as PlanItem[]. */
  plan: 'plan.items',
  /** On Custom `question`: QuestionItem[] that were asked; on Custom `answer`: ids that were answered. */
  questions: 'question.items',
  questionIds: 'question_ids',
  /** On Custom `compaction`, `turn_aborted`, `error`. */
  reason: 'reason',
  /** On a UserMessage or SystemMessage: how it came in, e.g. `typed`, `queued`, `injected`. */
  source: 'source',
  /** On a Custom event of kind `commit`: object id that the log names. */
  commit: 'git.commit',
} as const;

/** Kinds of Custom events that this tool writes. Others come from older files and are kept. */
export const CUSTOM = {
  /** The agent's plan after a change; attribute `plan.items` holds all of it. */
  plan: 'plan',
  question: 'question',
  answer: 'answer',
  compaction: 'context_compacted',
  turnAborted: 'turn_aborted',
  tokenCount: 'token_count',
  /** A file was found changed by somebody else: a person, a formatter, a hook. */
  changedOutside: 'changed_outside',
} as const;

/**
 * `structured`: a field of the log. `text`: the agent's documented phrase in the output. `absence`: this agent marks
 * failures and this result is not marked.
 */
export type ExitSource = 'structured' | 'text' | 'absence';

export interface PlanItem {
  readonly id: string;
  readonly text: string;
  readonly status: 'pending' | 'in_progress' | 'completed' | 'cancelled' | 'blocked';
  readonly depends_on?: readonly string[];
}

export interface QuestionItem {
  readonly id: string;
  readonly text: string;
}

export const attribute = (event: Event, key: string): unknown =>
  event.attributes !== undefined && Object.hasOwn(event.attributes, key) ? event.attributes[key] : undefined;

/** A string attribute, trimmed; absent when empty or of another type. */
export const stringAttribute = (event: Event, key: string): string | undefined => {
  const text = asString(attribute(event, key))?.trim();
  return text === '' ? undefined : text;
};

export const countAttribute = (event: Event, key: string): number | undefined => asCount(attribute(event, key));

/** What joins a call with its result: the canonical attribute, else the result's own id, else the legacy attribute. */
export const callIdOf = (event: Event): string | undefined => {
  const canonical = stringAttribute(event, ATTR.callId);
  if (canonical !== undefined) return canonical;
  const own = event.event_type.type === 'ToolResult' ? event.event_type.data.call_id?.trim() : undefined;
  return own === undefined || own === '' ? stringAttribute(event, 'call_id') : own;
};

/** What marks an event as a sub-agent's. */
export const subagentAttributes = (id: string): Attributes => ({ [ATTR.subagentId]: id, [ATTR.mergedSubagent]: true });

export const isSubagentEvent = (event: Event): boolean => stringAttribute(event, ATTR.subagentId) !== undefined;

/** The same event with more attributes; undefined values are left out. */
export const withAttributes = (event: Event, more: { readonly [key: string]: unknown }): Event => {
  const attributes: { [key: string]: unknown } = { ...event.attributes };
  for (const [key, value] of Object.entries(more)) if (value !== undefined) attributes[key] = value;
  return { ...event, attributes: attributes satisfies Attributes };
};
