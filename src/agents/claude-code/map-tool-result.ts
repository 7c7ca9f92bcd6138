import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, asText, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { languageOf } from '../reading/language-of.ts';
import { blockText, otherBlock } from './blocks.ts';
import type { Call } from './call.ts';
import { emitAnswers, emitRefusedPlan } from './questions.ts';
import { emit, type At } from './record.ts';
import { outcomeAttributes, type Outcome } from './tool-outcome.ts';
import { isRefusal, saidOnRefusal, withoutReminders } from './user-text.ts';

/** A result block. `structured`: the record's `toolUseResult`, where it belongs to this block. */
export const mapToolResult = (at: At, block: unknown, structured: unknown): void => {
  const callId = asText(field(block, 'tool_use_id'));
  const call = callId === undefined ? undefined : at.state.calls.get(callId);
  const content = field(block, 'content');
  const isError = field(block, 'is_error') === true;
  const outcome: Outcome = { isError, text: firstText(content), structured };
  emit(
    at,
    {
      type: 'ToolResult',
      data: { name: call?.name ?? 'unknown', is_error: isError, ...(callId === undefined ? {} : { call_id: callId }) },
    },
    {
      blocks: fileBlocks(structured) ?? contentBlocks(content),
      attributes: {
        [ATTR.rawType]: 'tool_result',
        [ATTR.callId]: callId,
        [ATTR.toolKind]: call?.kind,
        ...outcomeAttributes(call, outcome),
      },
      duration: asCount(field(structured, 'durationMs')) ?? asCount(field(structured, 'totalDurationMs')),
    },
  );
  if (callId === undefined) return;
  if (isError) refused(at, { callId, name: call?.name, text: outcome.text });
  else if (call !== undefined) follow(at, { ...call, callId }, outcome);
};

/** What a person said when they refused a call, and a plan that they refused without a word. */
const refused = (
  at: At,
  { callId, name, text }: { readonly callId: string; readonly name: string | undefined; readonly text: string },
): void => {
  if (at.lane.task !== null) return;
  const said = saidOnRefusal(text);
  if (said !== undefined) sayOnRefusal(at, said);
  else if (name === 'ExitPlanMode' && isRefusal(text)) emitRefusedPlan(at, callId);
};

const firstText = (content: unknown): string => {
  if (typeof content === 'string') return content;
  for (const block of asArray(content)) {
    const text = blockText(block);
    if (text !== undefined) return text;
  }
  return '';
};

/** A read file as it is, without the line numbers that the agent sees. */
const fileBlocks = (structured: unknown): readonly Block[] | undefined => {
  const file = field(structured, 'file');
  const code = asString(field(file, 'content'));
  if (code === undefined || field(structured, 'type') !== 'text') return undefined;
  const language = languageOf(asString(field(file, 'filePath')) ?? '');
  const start = asCount(field(file, 'startLine'));
  return [
    {
      type: 'Code',
      code,
      ...(language === undefined ? {} : { language }),
      ...(start === undefined ? {} : { start_line: start }),
    },
  ];
};

const contentBlocks = (content: unknown): readonly Block[] => {
  if (typeof content === 'string') return textBlocks(withoutReminders(content));
  return asArray(content).flatMap((block): readonly Block[] => {
    const text = blockText(block);
    return text === undefined ? [otherBlock(block)] : textBlocks(withoutReminders(text));
  });
};

/** What a successful call changed: the plan, or that questions were answered. */
const follow = (at: At, call: Call & { readonly callId: string }, outcome: Outcome): void => {
  const plan = at.lane.plan.apply(call, outcome);
  if (plan !== undefined) {
    const attributes = { [ATTR.rawType]: 'tool_result', [ATTR.plan]: plan };
    emit(at, { type: 'Custom', data: { kind: CUSTOM.plan } }, { attributes });
  }
  if (call.name === 'AskUserQuestion' && call.input !== undefined)
    emitAnswers(at, { callId: call.callId, input: call.input }, outcome.structured);
};

const sayOnRefusal = (at: At, said: string): void =>
  emit(
    at,
    { type: 'UserMessage' },
    { blocks: textBlocks(said), attributes: { [ATTR.rawType]: 'tool_result', [ATTR.source]: 'refusal' } },
  );
