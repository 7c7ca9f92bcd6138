import type { HailLine } from '../../domain/hail/line.ts';
import type { Reading } from '../agent.ts';
import type { LogLine } from '../log-reader.ts';
import { beginsSession, readHailLine } from './hail-line.ts';

/** The lines of one session in a file that may hold several, one behind the other. */
export function* sessionLines({
  source,
  logs,
}: Pick<Reading, 'source' | 'logs'>): Generator<{ readonly line: LogLine; readonly parsed: HailLine }> {
  const wanted = source.key === undefined ? 1 : Number(source.key);
  let headers = 0;
  for (const line of logs.lines(source.path)) {
    // where it is one of several, `key` counts the headers that are told so
    if (headers < wanted && wanted > 1 && !beginsSession(line)) continue;
    const parsed = readHailLine(line);
    if (parsed.kind === 'header') headers++;
    if (headers > wanted) break; // of another session
    if (headers === wanted || wanted === 1) yield { line, parsed };
  }
}

/** Bytes, of up to four for each character, in which a header ends, wherever its type stands: what is longer is a whole session. */
const LONGEST_HEADER = 1024 * 1024;

/** Whether it is the one object `{version, session_id, …}`: JSON Lines have a type on each line. */
export const isWhole = ({ source: { path }, logs }: Pick<Reading, 'source' | 'logs'>): boolean => {
  const start = logs.head(path, 4096);
  if (!/^\s*\{/.test(start) || /^\s*\{\s*"type"\s*:/.test(start) || !/"version"\s*:\s*"hail-/.test(start)) return false;
  // a line that long is not read to look at it
  const opening = logs.head(path, LONGEST_HEADER).trimStart();
  if (opening.length > LONGEST_HEADER / 4 && !opening.includes('\n')) return true;
  for (const line of logs.lines(path)) return readHailLine(line).kind !== 'header';
  return true;
};
