import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asText, at, field, isObject } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import type { Here } from './conversation.ts';

/** `actionRequired`: a question of a tool's server, its answer, or leave for a call (1.20 and later). */
export const actionEvents = (content: unknown, { record }: Here): MappedRecord => {
  const data = field(content, 'data');
  const action = asText(field(data, 'actionType')) ?? '';
  const id = asText(field(data, 'id')) ?? 'unknown';
  if (action === 'toolConfirmation') return ignored('actionRequired/toolConfirmation', 'asks for leave to make a call');
  if (action === 'elicitation') {
    const text = asText(field(data, 'message')) ?? '';
    const attributes = { [ATTR.rawType]: 'actionRequired', [ATTR.questions]: [{ id, text }] };
    const type = { type: 'Custom', data: { kind: CUSTOM.question } } as const;
    return understood([record.event({ type, blocks: textBlocks(text), attributes })]);
  }
  if (action !== 'elicitationResponse') return unknown(`actionRequired/${action}`);
  const answer = at(data, 'userData') ?? at(data, 'user_data');
  const blocks = isObject(answer) ? [{ type: 'Json', data: answer } as const] : textBlocks(asText(answer));
  const attributes = { [ATTR.rawType]: 'actionRequired', [ATTR.questionIds]: [id] };
  return understood([record.event({ type: { type: 'Custom', data: { kind: CUSTOM.answer } }, blocks, attributes })]);
};
