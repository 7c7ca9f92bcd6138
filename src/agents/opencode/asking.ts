import { ATTR, CUSTOM, type PlanItem, type QuestionItem } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { planState } from '../reading/plan-state.ts';
import type { RecordScope } from './session-scope.ts';
import type { ToolUse } from './tool-use.ts';

const attributesOf = (use: ToolUse): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: use.call_id,
  [ATTR.toolName]: use.name,
  [ATTR.rawType]: 'tool',
});

/** `todowrite` holds the whole list. Its items are known by their ids where the model gave each its own, else by place. */
export const planEvent = (use: ToolUse, record: RecordScope): Event => {
  const todos = asArray(field(use.input, 'todos'));
  const ids = new Set(todos.flatMap((todo) => asText(field(todo, 'id')) ?? []));
  const items = todos.flatMap((todo, index): readonly PlanItem[] => {
    const text = asText(field(todo, 'content'));
    const status = planState(field(todo, 'status')) ?? 'pending';
    const id = ids.size === todos.length ? asText(field(todo, 'id')) : undefined;
    return text === undefined ? [] : [{ id: id ?? String(index + 1), text, status }];
  });
  const attributes = { ...attributesOf(use), [ATTR.plan]: items };
  return record.event({ type: { type: 'Custom', data: { kind: CUSTOM.plan } }, attributes }, use.started);
};

const questionId = (use: ToolUse, index: number): string => `${use.call_id}:${index}`;

export const questionEvent = (use: ToolUse, record: RecordScope): Event => {
  const items = asArray(field(use.input, 'questions')).flatMap((item, index): readonly QuestionItem[] => {
    const text = asText(field(item, 'question')) ?? asText(field(item, 'header'));
    return text === undefined ? [] : [{ id: questionId(use, index), text }];
  });
  return record.event(
    {
      type: { type: 'Custom', data: { kind: CUSTOM.question } },
      blocks: textBlocks(items.map((item) => item.text).join('\n')),
      attributes: { ...attributesOf(use), [ATTR.questions]: items },
    },
    use.started,
  );
};

/** `metadata.answers`: for each question the list of what was chosen or typed, empty when it was not answered. */
export const answerEvents = (use: ToolUse, record: RecordScope): readonly Event[] => {
  const answers = asArray(field(use.metadata, 'answers')).flatMap((answer, index): readonly [number, string][] => {
    const text = asArray(answer)
      .flatMap((one) => asText(one) ?? [])
      .join(', ');
    return text === '' ? [] : [[index, text]];
  });
  if (answers.length === 0) return [];
  return [
    record.event(
      {
        type: { type: 'Custom', data: { kind: CUSTOM.answer } },
        blocks: textBlocks(answers.map(([, text]) => text).join('\n')),
        attributes: { ...attributesOf(use), [ATTR.questionIds]: answers.map(([index]) => questionId(use, index)) },
      },
      use.ended,
    ),
  ];
};
