import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { withoutLabel } from './command-exit.ts';
import { textOf } from './outcome.ts';
import type { MessageScope } from './talk.ts';
import { callAttributes, firstText, hasFailed, type ToolCall } from './tool-call.ts';

/** `ask_question` (3.x) and `ask_followup_question` put one question. */
const ASKS: ReadonlySet<string> = new Set(['ask_question', 'ask_followup_question']);

export const questionEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  const text = ASKS.has(call.name) ? firstText(call.input, 'question') : undefined;
  if (text === undefined) return [];
  return [
    scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.question } },
      blocks: textBlocks(text),
      attributes: { ...callAttributes(call), [ATTR.rawType]: 'tool_use', [ATTR.questions]: [{ id: call.id, text }] },
    }),
  ];
};

/** The result is what the person chose or wrote. */
export const answerEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  if (!ASKS.has(call.name) || call.result === undefined || hasFailed(call)) return [];
  const text = withoutLabel(textOf(call.result)).replace(/^<answer>\n?|\n?<\/answer>$/g, '');
  if (text.trim() === '') return [];
  return [
    scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.answer } },
      at: call.result.at,
      blocks: textBlocks(text),
      attributes: { ...callAttributes(call), [ATTR.rawType]: 'tool_result', [ATTR.questionIds]: [call.id] },
    }),
  ];
};
