import { field, type JsonObject } from '../../domain/json.ts';
import { typedTexts } from './injected.ts';
import { type Parts, readParts } from './parts.ts';

/** The prompt: as typed, where the agent added to it. */
export const promptIn = (content: Parts, shown: Parts): string =>
  (shown.texts.length > 0 ? shown.texts : typedTexts(content.texts)).join('\n');

export const answerParts = (record: JsonObject): Parts => readParts(field(record, 'content') ?? field(record, 'parts'));

export const answerIn = (parts: Parts): string => parts.texts.join('');

/** What a message says, whoever says it. */
export const saidText = (record: JsonObject): string =>
  field(record, 'type') === 'user'
    ? promptIn(readParts(field(record, 'content')), readParts(field(record, 'displayContent')))
    : answerIn(answerParts(record));
