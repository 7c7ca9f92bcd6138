import { ATTR, CUSTOM, type QuestionItem } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field, isObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type RolloutState } from './rollout-state.ts';

/** request_user_input (plan mode): questions with ids, each with a heading and options. */
export const emitQuestions = (
  state: RolloutState,
  record: RolloutRecord,
  call: { readonly id: string; readonly args: unknown },
): void => {
  const items = asArray(field(call.args, 'questions')).flatMap((question, index) => questionOf(question, index) ?? []);
  emit(state, record, {
    type: { type: 'Custom', data: { kind: CUSTOM.question } },
    blocks: items.map((item) => ({ type: 'Text', text: item.text })),
    attributes: { [ATTR.callId]: call.id, [ATTR.questions]: items },
  });
};

const questionOf = (question: unknown, index: number): QuestionItem | undefined => {
  const text = asText(field(question, 'question')) ?? asText(field(question, 'header'));
  return text === undefined ? undefined : { id: asText(field(question, 'id')) ?? `question-${index + 1}`, text };
};

/** The answers: `{"answers": {ID: {"answers": [TEXT, …]}}}`; false when the output holds none (refused, cancelled). */
export const emitAnswers = (
  state: RolloutState,
  record: RolloutRecord,
  output: { readonly id: string; readonly text: string },
): boolean => {
  const answers = field(parseJson(output.text), 'answers');
  if (!isObject(answers)) return false;
  const given = Object.keys(answers).map((id) => ({ id, texts: textsOf(field(answers, id)) }));
  emit(state, record, {
    type: { type: 'Custom', data: { kind: CUSTOM.answer } },
    blocks: given.map(({ id, texts }) => ({ type: 'Text', text: `${id}: ${texts.join(' | ') || '(no answer)'}` })),
    attributes: {
      [ATTR.callId]: output.id,
      [ATTR.questionIds]: given.filter(({ texts }) => texts.length > 0).map(({ id }) => id),
    },
  });
  return true;
};

const textsOf = (answer: unknown): readonly string[] => {
  const list = Array.isArray(answer) ? answer : (field(answer, 'answers') ?? [answer]);
  return asArray(list).flatMap((each) => asString(each) ?? []);
};
