import { readJson } from '../../domain/json.ts';
import { isTooMuch } from '../../domain/json-bounds.ts';

/** The value of JSON text that stands in a field of a log; undefined for what is no JSON or too much. */
export const parseJson = (text: string): unknown => (isTooMuch(text) ? undefined : readJson(text));
