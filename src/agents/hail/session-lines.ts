import type { HailLine } from '../../domain/hail/line.ts';
import type { Reading } from '../agent.ts';
import type { LogLine } from '../log-reader.ts';
import { readHailLine } from './hail-line.ts';

/** The lines of one session in a file that may hold several, one behind the other. */
export function* sessionLines({
  source,
  logs,
}: Pick<Reading, 'source' | 'logs'>): Generator<{ readonly line: LogLine; readonly parsed: HailLine }> {
  const wanted = source.key === undefined ? 1 : Number(source.key);
  let headers = 0;
  for (const line of logs.lines(source.path)) {
    const parsed = readHailLine(line);
    if (parsed.kind === 'header') headers++;
    if (headers > wanted) break; // of another session
    if (headers === wanted || wanted === 1) yield { line, parsed };
  }
}

/** Bytes of a first line that may be a header, wherever its type stands: a longer one may be a whole session. */
const LONGEST_HEADER = 1024 * 1024;

/** Whether it is the one object `{version, session_id, …}`: JSON Lines have a type on each line. */
export const isWhole = ({ source, logs }: Pick<Reading, 'source' | 'logs'>): boolean => {
  for (const line of logs.lines(source.path)) {
    if (line.length <= LONGEST_HEADER && readHailLine(line).kind === 'header') return false;
    break;
  }
  const start = logs.head(source.path, 4096);
  return /^\s*\{/.test(start) && !/^\s*\{\s*"type"\s*:/.test(start) && /"version"\s*:\s*"hail-/.test(start);
};
