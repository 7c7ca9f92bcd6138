import { ATTR, CUSTOM, type PlanItem, type QuestionItem } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { planState } from '../reading/plan-state.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { callBlocks } from '../gemini/call-blocks.ts';
import { fileFacts, fullText } from './file-facts.ts';
import { hadNoEffect } from './had-no-effect.ts';
import { shellFacts } from './shell-exit.ts';
import { callAttributes, eventTypeOf, shellDirectory, type ToolCall } from './tool-call.ts';

/** The event of a call. */
export const callEvent = (call: ToolCall, cwd: string | undefined): Event => {
  if (call.name === 'todo_write' && !hadNoEffect(call)) return planEvent(call);
  if (call.name === 'ask_user_question') return questionEvent(call);
  const type = eventTypeOf(call, cwd);
  const path = type.type === 'FileCreate' || type.type === 'FileEdit' ? type.data.path : undefined;
  return call.scope.event({
    type,
    blocks: callBlocks(call, path === undefined ? undefined : { path, text: fullText(call) }),
    attributes: {
      ...callAttributes(call),
      [ATTR.rawType]: 'functionCall',
      [ATTR.toolKind]: call.name === 'agent' ? 'task' : toolKind(call.name),
      [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
      ...(path === undefined ? {} : fileFacts(call)),
      ...(type.type === 'ShellCommand' ? shellPlace(call, cwd) : {}),
    },
  });
};

/** The result of a call and what it answers; nothing while it runs. */
export const resultEvents = (call: ToolCall): readonly Event[] => {
  const { result } = call;
  if (result === undefined) return [];
  const answers = call.name === 'ask_user_question' ? answerEvents(call) : [];
  const failed = result.is_error || result.status === 'error' || result.status === 'cancelled';
  const event = result.scope.event({
    type: { type: 'ToolResult', data: { name: call.name, is_error: failed, call_id: call.id } },
    blocks: textBlocks(result.output),
    duration_ms: result.duration_ms,
    attributes: {
      ...callAttributes(call),
      [ATTR.rawType]: 'tool_result',
      [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
      ...(call.name === 'run_shell_command' ? shellFacts(call) : {}),
    },
  });
  return [...answers, event];
};

const shellPlace = (call: ToolCall, cwd: string | undefined): { readonly [key: string]: unknown } => ({
  [ATTR.background]: field(call.args, 'is_background') === true ? true : undefined,
  [ATTR.shellCwd]: shellDirectory(call, cwd),
});

/** `todo_write` holds the whole list; the result's display what a person made of it. */
const planEvent = (call: ToolCall): Event => {
  const shown = asArray(field(call.result?.display, 'todos'));
  const todos = shown.length > 0 ? shown : asArray(field(call.args, 'todos'));
  const items = todos.flatMap((item, index): readonly PlanItem[] => {
    const text = asText(field(item, 'content')) ?? asText(field(item, 'description'));
    if (text === undefined) return [];
    return [
      {
        id: asText(field(item, 'id')) ?? String(index + 1),
        text,
        status: planState(field(item, 'status')) ?? 'pending',
      },
    ];
  });
  return call.scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.plan } },
    attributes: { ...callAttributes(call), [ATTR.rawType]: 'functionCall', [ATTR.plan]: items },
  });
};

const questionsOf = (call: ToolCall): readonly QuestionItem[] =>
  asArray(field(call.args, 'questions')).flatMap((item, index): readonly QuestionItem[] => {
    const text = asText(field(item, 'question')) ?? asText(field(item, 'header'));
    return text === undefined ? [] : [{ id: `${call.id}:${index}`, text }];
  });

const questionEvent = (call: ToolCall): Event => {
  const items = questionsOf(call);
  return call.scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.question } },
    blocks: textBlocks(items.map((item) => item.text).join('\n')),
    attributes: { ...callAttributes(call), [ATTR.rawType]: 'functionCall', [ATTR.questions]: items },
  });
};

const ANSWERED = 'User has provided the following answers:';

/** The answers stand in the result's text by the questions' headers: all are given together or none is. */
const answerEvents = (call: ToolCall): readonly Event[] => {
  const output = call.result?.output ?? '';
  if (call.result === undefined || !output.startsWith(ANSWERED)) return [];
  const ids = questionsOf(call).map((item) => item.id);
  return [
    call.result.scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.answer } },
      blocks: textBlocks(output.slice(ANSWERED.length).trim()),
      attributes: { ...callAttributes(call), [ATTR.questionIds]: ids },
    }),
  ];
};
