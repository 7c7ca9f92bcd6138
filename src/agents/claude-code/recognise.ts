import { asString, asText, at, field, isObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';

/** Lines that are looked at. */
const MAX_LINES = 20;

/** By the first bytes of a file: what its first records look like. Its place alone gives 40 at most. */
export const recognise = (path: string, head: string): number => {
  if (!/\.jsonl$/i.test(path) && head.trimStart().startsWith('[')) return 0;
  let best = isInProjects(path) ? 40 : 0;
  let lines = 0;
  for (let from = 0; from < head.length && lines < MAX_LINES; lines++) {
    const end = head.indexOf('\n', from);
    best = Math.max(best, scoreOf(head.slice(from, end === -1 ? head.length : end), end !== -1));
    if (best >= 95) return best;
    if (end === -1) break;
    from = end + 1;
  }
  return best;
};

const isInProjects = (path: string): boolean => /[\\/]\.?claude[\\/]projects[\\/].*\.jsonl$/i.test(path);

const scoreOf = (line: string, whole: boolean): number => {
  const record = parseJson(line);
  if (isObject(record)) return scoreRecord(record);
  // a first line may be longer than the head: an image, say
  const cut = !whole && line.includes('"isSidechain":') && line.includes('"parentUuid":') && line.includes('"uuid":');
  return cut || (!whole && line.includes('"sessionId":"') && line.includes('"userType":"')) ? 70 : 0;
};

/** Other agents' records share single keys; `isSidechain` and the queue are this one's own. */
const scoreRecord = (record: unknown): number => {
  const type = asText(field(record, 'type'));
  if (type === undefined) return 0;
  if (type === 'summary' && asText(field(record, 'leafUuid')) !== undefined) return 80;
  if (type === 'file-history-snapshot' && isObject(field(record, 'snapshot'))) return 85;
  if (asText(field(record, 'sessionId')) === undefined) return 0;
  if (typeof field(record, 'isSidechain') === 'boolean') return 95;
  if (STATE_TYPES.has(type)) return 85;
  const role = asString(at(record, 'message', 'role'));
  const content = at(record, 'message', 'content');
  const isMessage = (type === 'user' || type === 'assistant') && role === type;
  return isMessage && (typeof content === 'string' || Array.isArray(content)) ? 85 : 0;
};

const STATE_TYPES: ReadonlySet<string> = new Set([
  'queue-operation',
  'last-prompt',
  'permission-mode',
  'ai-title',
  'custom-title',
]);
