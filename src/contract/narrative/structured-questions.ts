/** Questions that the agent put through a tool of its own, until they are answered there or by the next prompt. */
import { ATTR, attribute, CUSTOM, type QuestionItem, stringAttribute } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Prompt } from '../facts.ts';
import { type Fold, seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { isInLane, promptOf } from '../turn.ts';

const MOST = 100;

export const structuredQuestionsFold: Fold<Map<string, Prompt>, readonly Prompt[]> = {
  start: () => new Map(),
  step: (open, event, index) => {
    if (isInLane(event)) return;
    if (promptOf(event) !== undefined) open.clear();
    for (const { id, text } of askedBy(event)) {
      if (open.size < MOST) open.set(id, { text: keepText(text), seen: seenAt(event, index) });
    }
    for (const id of answeredBy(event)) open.delete(id);
  },
  finish: (open) => [...open.values()],
};

const askedBy = (event: Event): readonly QuestionItem[] => {
  if (customKind(event) === CUSTOM.question) return itemsOf(attribute(event, ATTR.questions));
  // the older tool's events
  if (stringAttribute(event, ATTR.source) !== 'interactive_question') return [];
  const items = itemsOf(attribute(event, 'question_meta'));
  return items.length > 0 ? items : idsOf(event).map((id) => ({ id, text: id }));
};

const answeredBy = (event: Event): readonly string[] =>
  customKind(event) === CUSTOM.answer || stringAttribute(event, ATTR.source) === 'interactive' ? idsOf(event) : [];

const customKind = (event: Event): string | undefined =>
  event.event_type.type === 'Custom' ? event.event_type.data.kind : undefined;

const itemsOf = (value: unknown): readonly QuestionItem[] =>
  asArray(value).flatMap((item) => {
    const id = asText(field(item, 'id'));
    const text = asText(field(item, 'text')) ?? asText(field(item, 'question')) ?? asText(field(item, 'header')) ?? id;
    return id === undefined || text === undefined ? [] : [{ id, text }];
  });

const idsOf = (event: Event): readonly string[] =>
  asArray(attribute(event, ATTR.questionIds)).flatMap((id) => asText(id) ?? []);
