import type { SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { isWhole } from './session-lines.ts';
import { beginsSession, readHailLine } from './hail-line.ts';

/**
 * The sessions in a file: one as a rule; several where reduced sessions were printed one behind the other. Those are
 * told apart by `key`, the number of the header in the file, from 1.
 */
export function* hailSessions(path: string, logs: LogReader): Generator<SessionSource> {
  const only: SessionSource = { agent: 'hail', path };
  if (isWhole({ source: only, logs })) return yield only;
  const sources: SessionSource[] = [];
  for (const line of logs.lines(path)) {
    if (!beginsSession(line)) continue;
    const parsed = readHailLine(line);
    if (parsed.kind !== 'header') continue;
    const known = { session_id: parsed.header.session_id };
    sources.push({ agent: 'hail', path, key: String(sources.length + 1), known });
  }
  const [first] = sources;
  if (first === undefined || sources.length === 1) yield only;
  else yield* sources;
}
