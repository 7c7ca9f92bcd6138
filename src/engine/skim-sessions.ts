import type { Agent, SessionSource } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import type { World } from './ports.ts';
import type { Skim } from './session-entry.ts';
import { knownEntry, openSkim, type SkimWorld } from './skim-session.ts';
import type { SkimmedPart, SkimWork } from './skim-work.ts';

/**
 * Where sessions are taken: by one thread from the start, by all others from the end. An agent's sessions stand together,
 * so that most threads run, and V8 compiles for them, what reads one or two agents.
 */
export type Side = 'start' | 'end';

/** What a listing shows of these sessions, in their order, as skimSession says it. Many of them are shared with threads. */
export const skimSessions = async (world: World, sources: readonly SessionSource[]): Promise<readonly Skim[]> => {
  const entries = new Map<SessionSource, Skim>();
  const skimmed = async (some: readonly SessionSource[], isShared: boolean): Promise<void> => {
    const work = workOf(some);
    const beside = isShared ? await world.skimBeside(work) : undefined;
    for (const part of [await skimTurns(world, work, 'start'), (await beside?.()) ?? []])
      for (const [number, entry] of part) entries.set(work.sources[number] ?? NOBODY, entry);
  };
  for (const source of sources) {
    const entry = knownEntry(source);
    if (entry !== null) entries.set(source, entry);
  }
  const open = sources.filter((source) => !entries.has(source));
  await skimmed(open, areMany(open, world.logs));
  // what a thread took that failed
  const left = open.filter((source) => !entries.has(source));
  if (left.length > 0) await skimmed(left, false);
  return sources.map((source) => entries.get(source) ?? null);
};

const NOBODY: SessionSource = { agent: '', path: '' };

const workOf = (sources: readonly SessionSource[]): SkimWork => ({
  sources,
  taken: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
});

/** So many are taken at once. */
const TURN = 8;

/** Skims sessions of the work until nobody finds any left. */
export const skimTurns = async (
  world: SkimWorld & { readonly agents: readonly Agent[] },
  work: SkimWork,
  side: Side,
): Promise<SkimmedPart> => {
  const part: [number, Skim][] = [];
  const skims = new Map<string, Awaited<ReturnType<typeof openSkim>>>();
  for (const from of turnsOf(work, side)) {
    for (const [index, source] of work.sources.slice(from, from + TURN).entries()) {
      const agent = world.agents.find(({ id }) => id === source.agent);
      if (agent === undefined) continue;
      const skim = skims.get(agent.id) ?? (await openSkim(world, agent));
      skims.set(agent.id, skim);
      part.push([from + index, skim(source)]);
    }
  }
  return part;
};

/** Numbers of the sources with which the turns of one thread begin. */
function* turnsOf({ sources, taken }: SkimWork, side: Side): Generator<number> {
  const count = Math.ceil(sources.length / TURN);
  // who takes from the start is alone there
  for (let own = 0; Atomics.add(taken, 0, 1) < count; own++)
    yield TURN * (side === 'start' ? own : count - 1 - Atomics.add(taken, 1, 1));
}

/** A thread costs as much to start as so many short sessions, or so many bytes of logs. */
const MANY = 400;
const LONG = 64 * 1024 * 1024;

const areMany = (sources: readonly SessionSource[], logs: LogReader): boolean => {
  if (sources.length >= MANY) return true;
  let bytes = 0;
  for (const { path } of sources) bytes += logs.stat(path)?.size ?? 0;
  return sources.length > TURN && bytes >= LONG;
};
