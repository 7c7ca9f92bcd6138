import { ATTR } from '../../domain/event-attributes.ts';
import { asString, asText, field, isObject } from '../../domain/json.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { joinPath } from '../reading/join-path.ts';
import { kindOfCall } from '../reading/kind-of-call.ts';
import { languageOf } from '../reading/language-of.ts';
import type { Here } from './conversation.ts';
import { fileFacts, fullText } from './file-call.ts';
import { patchedFiles } from './patch-call.ts';
import { planEvents } from './plan.ts';
import { eventTypeOf, hadNoEffect, inputText, isDelegation, isShell, type ToolCall } from './tool-call.ts';
import { readRun, runExit, runText } from './tool-run.ts';

/** The events of a `tool_use`. What became of it stands in a later message, and is known already. */
export const callEvents = (block: unknown, here: Here, fallback: string): readonly Event[] => {
  const { talk, record } = here;
  const id = asText(field(block, 'id')) ?? fallback;
  const name = asText(field(block, 'name')) ?? 'unknown';
  const call: ToolCall = { id, name, input: field(block, 'input'), run: talk.thread.runOf(id) };
  talk.calls.set(id, name);
  const plan = planEvents(call, record);
  if (plan !== undefined) return plan;
  const calls = changesOf(call, talk.thread.cwd).map(({ type, facts, blocks }) =>
    record.event({
      type,
      blocks: blocks ?? textBlocks(asString(field(block, 'text'))),
      attributes: {
        ...joins(call),
        [ATTR.rawType]: 'tool_use',
        [ATTR.toolKind]: isDelegation(call) ? 'task' : kindOfCall(type, name),
        [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
        ...facts,
      },
    }),
  );
  return isDelegation(call) && !hadNoEffect(call) ? [...calls, laneStart(call, here)] : calls;
};

interface CallPart {
  readonly type: EventType;
  readonly facts: { readonly [key: string]: unknown };
  readonly blocks: readonly Block[] | undefined;
}

const changesOf = (call: ToolCall, cwd: string | undefined): readonly CallPart[] => {
  const patched = patchedFiles(call, cwd);
  if (patched.length > 0) {
    return patched.map(({ type, facts, content }) => ({ type, facts, blocks: codeBlocks(content, type) }));
  }
  const type = eventTypeOf(call, cwd);
  const isFile = type.type === 'FileCreate' || type.type === 'FileEdit';
  const facts = isFile ? fileFacts(call) : type.type === 'ShellCommand' ? shellFacts(call, cwd) : {};
  return [{ type, facts, blocks: callBlocks(call, type) }];
};

const callBlocks = (call: ToolCall, type: EventType): readonly Block[] | undefined => {
  if (type.type === 'ShellCommand') return [{ type: 'Code', code: type.data.command, language: 'bash' }];
  const whole = fullText(call);
  if (whole !== undefined) return codeBlocks(whole, type);
  return isObject(call.input) ? [{ type: 'Json', data: call.input }] : undefined;
};

const codeBlocks = (code: string | undefined, type: EventType): readonly Block[] => {
  if (code === undefined || !('data' in type) || !('path' in type.data)) return [];
  const language = languageOf(type.data.path);
  return [{ type: 'Code', code, ...(language === undefined ? {} : { language }) }];
};

const shellFacts = (call: ToolCall, cwd: string | undefined): { readonly [key: string]: unknown } => {
  const named = inputText(call, 'cwd', 'workdir');
  return { [ATTR.shellCwd]: named === undefined ? undefined : cwd === undefined ? named : joinPath(cwd, named) };
};

const joins = (call: ToolCall): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: call.id,
  [ATTR.toolName]: call.name,
});

const laneStart = (call: ToolCall, { record }: Here): Event => {
  const task = inputText(call, 'description', 'task', 'prompt', 'query');
  const title = task === undefined ? call.name : `${call.name}: ${task}`;
  return record.event({ type: { type: 'TaskStart', data: { title } }, lane: call.id });
};

/** The events of a `tool_result`; none while the tool runs or waits for the person. */
export const resultEvents = (block: unknown, here: Here): readonly Event[] => {
  const { talk, record } = here;
  const id = asText(field(block, 'toolUseID')) ?? 'unknown';
  const run = readRun(field(block, 'run'));
  if (run.status === 'open') return [];
  const call: ToolCall = { id, name: talk.calls.get(id) ?? 'unknown', input: undefined, run };
  const text = runText(run);
  const code = isShell(call) ? runExit(run) : undefined;
  const result = record.event({
    type: { type: 'ToolResult', data: { name: call.name, is_error: run.status !== 'done', call_id: id } },
    blocks: text === undefined && isObject(run.result) ? [{ type: 'Json', data: run.result }] : textBlocks(text),
    attributes: {
      ...joins(call),
      [ATTR.rawType]: 'tool_result',
      [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
      [ATTR.exitCode]: code,
      [ATTR.exitSource]: code === undefined ? undefined : 'structured',
    },
  });
  if (!isDelegation(call) || hadNoEffect(call)) return [result];
  const summary = text === undefined ? {} : { summary: text };
  return [result, record.event({ type: { type: 'TaskEnd', data: summary }, lane: id })];
};
