import type { Agent, SessionSource } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import type { World } from './ports.ts';
import { knownEntry, openSkim, type Skim, type SkimWorld } from './skim-session.ts';

/** Sessions that threads skim together: each takes the next few until there are none. */
export interface SkimWork {
  readonly sources: readonly SessionSource[];
  /** One number: of the first source that nobody took. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** Sessions by their numbers in `sources`, with what a listing shows of them. */
export type SkimmedPart = readonly (readonly [number, Skim])[];

/** What a listing shows of these sessions, in their order, as skimSession says it. Many of them are shared with threads. */
export const skimSessions = async (world: World, sources: readonly SessionSource[]): Promise<readonly Skim[]> => {
  const entries = new Map<SessionSource, Skim>();
  const skimmed = async (some: readonly SessionSource[], isShared: boolean): Promise<void> => {
    const work = workOf(some);
    const beside = isShared ? await world.skimBeside(work) : undefined;
    for (const part of [await skimTurns(world, work), (await beside?.()) ?? []])
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
  next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
});

/** So many are taken at once. */
const TURN = 8;

/** Skims sessions of the work until nobody finds any left. */
export const skimTurns = async (
  world: SkimWorld & { readonly agents: readonly Agent[] },
  { sources, next }: SkimWork,
): Promise<SkimmedPart> => {
  const part: [number, Skim][] = [];
  const skims = new Map<string, Awaited<ReturnType<typeof openSkim>>>();
  for (let from = Atomics.add(next, 0, TURN); from < sources.length; from = Atomics.add(next, 0, TURN)) {
    for (const [index, source] of sources.slice(from, from + TURN).entries()) {
      const agent = world.agents.find(({ id }) => id === source.agent);
      if (agent === undefined) continue;
      const skim = skims.get(agent.id) ?? (await openSkim(world, agent));
      skims.set(agent.id, skim);
      part.push([from + index, skim(source)]);
    }
  }
  return part;
};

/** A thread costs as much to start as so many short sessions, or so many bytes of logs. */
const MANY = 400;
const LONG = 64 * 1024 * 1024;

const areMany = (sources: readonly SessionSource[], logs: LogReader): boolean => {
  if (sources.length >= MANY) return true;
  let bytes = 0;
  for (const { path } of sources) bytes += logs.stat(path)?.size ?? 0;
  return sources.length > TURN && bytes >= LONG;
};
