import { ATTR, CUSTOM, type PlanItem, type QuestionItem } from '../../domain/event-attributes.ts';
import { asText, at, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { parseJson } from '../reading/parse-json.ts';
import { planState } from '../reading/plan-state.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { callBlocks } from './call-blocks.ts';
import type { MessageScope } from './conversation.ts';
import { fileFacts, fullText } from './file-call.ts';
import { exitFacts } from './shell-call.ts';
import {
  callAttributes,
  eventTypeOf,
  hadNoEffect,
  isDelegation,
  planItems,
  questionsOf,
  shellDirectory,
  type ToolCall,
} from './tool-call.ts';

interface Here {
  readonly scope: MessageScope;
  readonly cwd: string | undefined;
}

/** The events of a call without its result. */
export const callEvents = (call: ToolCall, here: Here): readonly Event[] => {
  if (call.name === 'write_todos' && !hadNoEffect(call)) return [planEvent(call, here.scope)];
  if (call.name === 'ask_user') return [questionEvent(call, here.scope)];
  const type = eventTypeOf(call, here.cwd);
  const path = type.type === 'FileCreate' || type.type === 'FileEdit' ? type.data.path : undefined;
  return [
    here.scope.event({
      type,
      blocks: callBlocks(call, path === undefined ? undefined : { path, text: fullText(call) }),
      attributes: {
        ...callAttributes(call),
        [ATTR.rawType]: 'toolCalls',
        [ATTR.toolKind]: isDelegation(call) ? 'task' : toolKind(call.name),
        [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
        ...(type.type === 'ShellCommand' ? shellFacts(call, here.cwd) : {}),
        ...(path === undefined ? {} : fileFacts(call)),
      },
    }),
  ];
};

/** The result of a call and what it answers; nothing while it runs. */
export const resultEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  const { response } = call;
  if (response === undefined && !hadNoEffect(call) && call.status !== 'success') return [];
  const failed = call.status === 'error' || call.status === 'cancelled' || response?.is_error === true;
  const answers = call.name === 'ask_user' ? answerEvents(call, scope) : [];
  const result = scope.event({
    type: { type: 'ToolResult', data: { name: call.name, is_error: failed, call_id: call.id } },
    at: call.completed_at,
    blocks: textBlocks(response?.output),
    attributes: {
      ...callAttributes(call),
      [ATTR.rawType]: 'functionResponse',
      [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
      ...(call.name === 'run_shell_command' ? exitFacts(call) : {}),
    },
  });
  return [...answers, result];
};

const shellFacts = (call: ToolCall, cwd: string | undefined): { readonly [key: string]: unknown } => ({
  [ATTR.background]: field(call.args, 'is_background') === true ? true : undefined,
  [ATTR.shellCwd]: shellDirectory(call, cwd),
});

/** `write_todos` (0.1x and later) holds the whole list; items have no ids, so they are known by their places. */
const planEvent = (call: ToolCall, scope: MessageScope): Event => {
  const items = planItems(call).flatMap((item, index): readonly PlanItem[] => {
    const text = asText(field(item, 'description')) ?? asText(field(item, 'content'));
    const status = planState(field(item, 'status')) ?? 'pending';
    return text === undefined ? [] : [{ id: String(index + 1), text, status }];
  });
  return scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.plan } },
    attributes: { ...callAttributes(call), [ATTR.rawType]: 'toolCalls', [ATTR.plan]: items },
  });
};

const questionId = (call: ToolCall, index: number | string): string => `${call.id}:${index}`;

const questionEvent = (call: ToolCall, scope: MessageScope): Event => {
  const items = questionsOf(call).flatMap((item, index): readonly QuestionItem[] => {
    const text = asText(field(item, 'question')) ?? asText(field(item, 'header'));
    return text === undefined ? [] : [{ id: questionId(call, index), text }];
  });
  return scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.question } },
    blocks: textBlocks(items.map((item) => item.text).join('\n')),
    attributes: { ...callAttributes(call), [ATTR.rawType]: 'toolCalls', [ATTR.questions]: items },
  });
};

/** The result is `{"answers":{"0":"…"}}`: answers by the question's place. */
const answerEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  const answers = at(parseJson(call.response?.output ?? ''), 'answers');
  if (!isObject(answers)) return [];
  const given = Object.entries(answers).flatMap(([index, answer]): readonly [string, string][] => {
    const text = asText(answer);
    return text === undefined ? [] : [[index, text]];
  });
  if (given.length === 0) return [];
  return [
    scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.answer } },
      at: call.completed_at,
      blocks: textBlocks(given.map(([, text]) => text).join('\n')),
      attributes: { ...callAttributes(call), [ATTR.questionIds]: given.map(([index]) => questionId(call, index)) },
    }),
  ];
};
