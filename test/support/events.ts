/** Small events for tests of the contract: ids and times follow from their place alone, see `sessionOf`. */
import { ATTR, CUSTOM, type PlanItem, type QuestionItem } from '../../src/domain/event-attributes.ts';
import type { Attributes, Event, EventType } from '../../src/domain/session.ts';
import { settle, type SettledEvent } from '../../src/contract/settle.ts';

/** An event without its place in the session. */
export type Draft = Omit<Event, 'event_id' | 'timestamp'> & { readonly timestamp?: string };

/** Drafts and lists of them, in order. */
export type Drafts = readonly (Draft | readonly Draft[])[];

const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** Events in order, ten seconds apart, `e1`, `e2`, …; a draft's own time stands. */
export const sessionOf = (...drafts: Drafts): readonly Event[] =>
  drafts.flat().map((draft, index) => ({
    event_id: `e${index + 1}`,
    timestamp: new Date(START + index * 10_000).toISOString().replace('.000Z', 'Z'),
    ...draft,
  }));

/** The same, with calls joined to their results. */
export const settled = (...drafts: Drafts): readonly SettledEvent[] => [...settle(sessionOf(...drafts))];

const draft = (event_type: EventType, text = '', attributes?: Attributes): Draft => ({
  event_type,
  content: { blocks: text === '' ? [] : [{ type: 'Text', text }] },
  ...(attributes === undefined ? {} : { attributes }),
});

export const user = (text: string, attributes?: Attributes): Draft => draft({ type: 'UserMessage' }, text, attributes);

export const system = (text: string, attributes?: Attributes): Draft =>
  draft({ type: 'SystemMessage' }, text, attributes);

export const agent = (text: string, attributes?: Attributes): Draft =>
  draft({ type: 'AgentMessage' }, text, attributes);

/** A command with its result behind it when an exit code or an output is given. */
export const shell = (
  command: string,
  result: { readonly exit?: number; readonly output?: string; readonly attributes?: Attributes } = {},
): readonly Draft[] => {
  const id = `call ${command}`;
  const call = draft({ type: 'ShellCommand', data: { command } }, '', { [ATTR.callId]: id, ...result.attributes });
  if (result.exit === undefined && result.output === undefined) return [call];
  const failed = result.exit !== undefined && result.exit !== 0;
  const answer = draft(
    { type: 'ToolResult', data: { name: 'shell', is_error: failed, call_id: id } },
    result.output ?? '',
    result.exit === undefined
      ? { [ATTR.callId]: id }
      : { [ATTR.callId]: id, [ATTR.exitCode]: result.exit, [ATTR.exitSource]: 'structured' },
  );
  return [call, answer];
};

export const read = (path: string): Draft => draft({ type: 'FileRead', data: { path } });

export const edit = (path: string, attributes?: Attributes): Draft =>
  draft({ type: 'FileEdit', data: { path } }, '', attributes);

export const create = (path: string, attributes?: Attributes): Draft =>
  draft({ type: 'FileCreate', data: { path } }, '', { [ATTR.fileBefore]: 'create', ...attributes });

export const tool = (name: string): Draft => draft({ type: 'ToolCall', data: { name } });

export const plan = (
  ...items: readonly (readonly [id: string, text: string, status: PlanItem['status'], ...needs: string[]])[]
): Draft =>
  draft({ type: 'Custom', data: { kind: CUSTOM.plan } }, '', {
    [ATTR.plan]: items.map(([id, text, status, ...depends_on]) => ({
      id,
      text,
      status,
      ...(depends_on.length === 0 ? {} : { depends_on }),
    })),
  });

export const question = (...items: readonly QuestionItem[]): Draft =>
  draft({ type: 'Custom', data: { kind: CUSTOM.question } }, '', { [ATTR.questions]: items });

export const answer = (...ids: readonly string[]): Draft =>
  draft({ type: 'Custom', data: { kind: CUSTOM.answer } }, '', { [ATTR.questionIds]: ids });

export const aborted = (reason?: string): Draft =>
  draft(
    { type: 'Custom', data: { kind: CUSTOM.turnAborted } },
    '',
    reason === undefined ? {} : { [ATTR.reason]: reason },
  );

export const taskStart = (title?: string): Draft =>
  draft({ type: 'TaskStart', data: title === undefined ? {} : { title } });

export const taskEnd = (summary?: string): Draft =>
  draft({ type: 'TaskEnd', data: summary === undefined ? {} : { summary } });

/** The same events as those of a sub-agent. */
export const inLane = (id: string, ...drafts: Drafts): readonly Draft[] =>
  drafts.flat().map((one) => ({
    ...one,
    task_id: id,
    attributes: { ...one.attributes, [ATTR.subagentId]: id, [ATTR.mergedSubagent]: true },
  }));
