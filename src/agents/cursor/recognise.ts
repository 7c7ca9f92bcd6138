import { baseName } from '../reading/join-path.ts';
import { parseJson } from '../reading/parse-json.ts';
import { asString, at, field, isObject } from '../../domain/json.ts';

/** 0 to 100. A store's first page holds the text of its schema. */
export const recognise = (path: string, head: string): number => {
  if (head.startsWith('SQLite format 3')) return recogniseStore(path, head);
  const placed = /[\\/]agent-transcripts[\\/]/.test(path) ? 40 : 0;
  if (/^user:\r?\n/i.test(head)) return /<user_query>|\n(?:A|assistant):\r?\n/.test(head) ? placed + 50 : placed;
  return Math.min(100, placed + lineScore(head));
};

const recogniseStore = (path: string, head: string): number => {
  const table = (name: string): boolean =>
    new RegExp(`CREATE TABLE (?:IF NOT EXISTS )?["\`]?${name}["\`]? ?\\(`, 'i').test(head);
  if (table('cursorDiskKV')) return 95;
  if (table('ItemTable')) return baseName(path).endsWith('.vscdb') ? 85 : 45;
  return table('blobs') && table('meta') ? 80 : 0;
};

/** Lines of `{role, message: {content}}` without a `type` of their own. */
const lineScore = (head: string): number => {
  const line = parseJson(head.slice(0, head.indexOf('\n') === -1 ? undefined : head.indexOf('\n')).trim());
  if (!isObject(line)) return /^\{"role":"(?:user|assistant)","message":\{"content":/.test(head) ? 55 : 0;
  const role = asString(field(line, 'role'));
  const spoken = role === 'user' || role === 'assistant';
  if (!spoken || field(line, 'type') !== undefined || !Array.isArray(at(line, 'message', 'content'))) return 0;
  return Object.keys(line).every((key) => ['role', 'message', 'timestamp', 'createdAt', 'id'].includes(key)) ? 60 : 45;
};
