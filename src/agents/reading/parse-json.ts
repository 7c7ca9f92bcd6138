import { readJson } from '../../domain/json.ts';
import { isDeeperThan } from '../../domain/json-depth.ts';

/** Levels of nesting at which a value is refused, as in a log's lines. */
const MAX_DEPTH = 512;

/** The value of JSON text that stands in a field of a log; undefined for what is no JSON or nested too deep. */
export const parseJson = (text: string): unknown => (isDeeperThan(MAX_DEPTH, text) ? undefined : readJson(text));
