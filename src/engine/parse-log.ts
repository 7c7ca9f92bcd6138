import { resolve } from 'node:path';
import type { SessionSource } from '../agents/agent.ts';
import { letGo } from '../contract/let-go.ts';
import { settle } from '../contract/settle.ts';
import { createTally } from '../domain/coverage.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import { createStatsCounter } from '../domain/hail/compute-stats.ts';
import type { KeptLine } from '../domain/hail/read.ts';
import { eventPieces, headerLine, keptPieces, statsLine } from '../domain/hail/write.ts';
import type { World } from './ports.ts';
import { returning } from './read-session.ts';
import { recogniseAgent, requireLog } from './recognise-log.ts';
import { keptLinesOf, withKeptLines } from './with-kept-lines.ts';

type ParseWorld = Pick<World, 'agents' | 'logs' | 'files' | 'cwd'>;

/**
 * One log as HAIL, unredacted: lines in pieces, the last of which ends with the line end. `session`: which one, in a file that holds several.
 * @throws file_not_found, log_empty, log_unrecognised, session_not_found, reference_ambiguous
 */
export const parseLog = async (world: ParseWorld, file: string, session?: string): Promise<Iterable<string>> => {
  const path = resolve(world.cwd, file);
  requireLog(world, path);
  const agent = recogniseAgent(world, path);
  const source = pick([...agent.sessionsIn(path, world.logs)], session, path);
  const read = await agent.reader();
  const kept = await keptLinesOf(agent, source, world.logs);
  return hailOf(() => returning(read({ source, logs: world.logs, tally: createTally() })), kept);
};

const pick = (sources: readonly SessionSource[], session: string | undefined, path: string): SessionSource => {
  const wanted = sources.filter(
    ({ key, known }) => session === undefined || key === session || known?.session_id === session,
  );
  const [source, ...others] = wanted;
  if (source === undefined) throw new OpenSessionError('session_not_found', `no such session in ${path}`);
  if (others.length === 0) return source;
  throw new OpenSessionError('reference_ambiguous', `expected one session, found ${sources.length} in ${path}`, {
    hint: `opensession parse ${shellWord(path)} --session ${shellWord(source.key ?? 'ID')}`,
  });
};

/** The header stands first and is known last, so the log is read twice: memory does not grow with it. */
function* hailOf(open: () => ReturnType<typeof returning>, kept: () => Iterable<KeptLine>): Generator<string> {
  const first = open();
  const counter = createStatsCounter();
  for (const event of settle(first.events)) {
    counter.add(event);
    letGo(event);
  }
  yield headerLine(first.head());
  let isCounted = false;
  for (const part of withKeptLines(settle(open().events), kept())) {
    if ('event' in part) {
      yield* eventPieces(part.event);
      letGo(part.event);
    } else {
      if (part.after_stats && !isCounted) yield statsLine(counter.stats());
      isCounted ||= part.after_stats;
      yield* keptPieces(part.kept);
    }
  }
  if (!isCounted) yield statsLine(counter.stats());
}
