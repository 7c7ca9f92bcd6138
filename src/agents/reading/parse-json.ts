import { readJson } from '../../domain/json.ts';
import { isDeeperThan } from '../../domain/json-depth.ts';
import { holdsMoreThan } from '../../domain/json-values.ts';

/** Levels of nesting, and values, at which a value is refused, as in a log's lines. */
const MAX_DEPTH = 512;
const MAX_VALUES = 500_000;

/** Whether JSON text nests too deep, or holds too many values, to be parsed. */
export const isTooMuch = (text: string): boolean => isDeeperThan(MAX_DEPTH, text) || holdsMoreThan(MAX_VALUES, text);

/** The value of JSON text that stands in a field of a log; undefined for what is no JSON or too much. */
export const parseJson = (text: string): unknown => (isTooMuch(text) ? undefined : readJson(text));
