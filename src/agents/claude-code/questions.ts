import { ATTR, CUSTOM, type QuestionItem } from '../../domain/event-attributes.ts';
import { asArray, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { emit, type At } from './record.ts';

/** An AskUserQuestion call. */
interface Asking {
  readonly callId: string | undefined;
  readonly input: JsonObject;
}

export const emitQuestions = (at: At, asking: Asking): void => {
  const questions = questionsIn(asking);
  if (questions.length === 0) return;
  emit(
    at,
    { type: 'Custom', data: { kind: CUSTOM.question } },
    {
      blocks: questions.flatMap(({ text }) => textBlocks(text)),
      attributes: { [ATTR.rawType]: 'tool_use', [ATTR.questions]: questions },
    },
  );
};

/** A plan that a person turned down without a word (ExitPlanMode): what is to happen is open until the next prompt. */
export const emitRefusedPlan = (at: At, callId: string): void => {
  const text = 'The plan was not approved. What should be done instead?';
  emit(
    at,
    { type: 'Custom', data: { kind: CUSTOM.question } },
    {
      blocks: textBlocks(text),
      attributes: { [ATTR.rawType]: 'tool_result', [ATTR.questions]: [{ id: `${callId}/plan`, text }] },
    },
  );
};

/** `structured`: `{answers: {[question]: answer}}`; without it the call's success means that all were answered. */
export const emitAnswers = (at: At, asking: Asking, structured: unknown): void => {
  const answers = field(structured, 'answers');
  const answered = questionsIn(asking).filter(
    ({ text }) => !isObject(answers) || asText(field(answers, text)) !== undefined,
  );
  if (answered.length === 0) return;
  emit(
    at,
    { type: 'Custom', data: { kind: CUSTOM.answer } },
    {
      blocks: answered.flatMap(({ text }) => textBlocks(asText(field(answers, text)))),
      attributes: { [ATTR.rawType]: 'tool_result', [ATTR.questionIds]: answered.map(({ id }) => id) },
    },
  );
};

/** Ids are `<call id>/<n>`, from 1. */
const questionsIn = ({ callId, input }: Asking): readonly QuestionItem[] =>
  asArray(field(input, 'questions')).flatMap((question, index) => {
    const text = asText(field(question, 'question'));
    return text === undefined ? [] : [{ id: `${callId ?? 'question'}/${index + 1}`, text }];
  });
