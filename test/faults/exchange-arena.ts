/** An arena whose repository has a bare remote, and what must hold after a push. */
import { mkdirSync, readFileSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { versionOf } from '../store/artifact-fixture.ts';
import { type Arena, PREFIX, arena, storeAt } from './arena.ts';
import type { FaultRun } from './fault.ts';

export interface ExchangeArena extends Arena {
  /** The bare remote. */
  readonly remote: string;
}

export const PUSH = ['session', 'handoff', 'artifact', 'push', '--remote', 'origin', '--json'] as const;
export const FETCH = ['session', 'handoff', 'artifact', 'fetch', '--remote', 'origin', '--json'] as const;

/** The remote refuses to be forced. */
export const exchangeArena = (run: FaultRun, name: string, address?: string): ExchangeArena => {
  const at = arena(run, name);
  const remote = join(at.base, 'owner', 'remote.git');
  mkdirSync(remote, { recursive: true });
  const there = (...args: string[]): void => {
    const { code, stderr } = at.tryGit(args, { cwd: remote });
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
  };
  there('init', '--quiet', '--bare', '.');
  there('config', 'receive.denyNonFastForwards', 'true');
  there('config', 'http.receivepack', 'true');
  at.git('remote', 'add', 'origin', address ?? `file://${remote}`);
  return { ...at, remote };
};

export const IDS: readonly string[] = Array.from({ length: 6 }, (_, index) => `id-${index}`);

/** Saves a version of each of these, told apart by a mark. @returns their commits */
export const saveMarked = async (at: Arena, ids: readonly string[], mark: string): Promise<readonly string[]> => {
  const versions = await Promise.all(ids.map((id) => versionOf(id, { updated_at: mark })));
  return (await (await storeAt(at)).saveAll(versions)).map((saved) => {
    if (saved instanceof OpenSessionError) throw saved;
    return saved.commit;
  });
};

/** Tips of artifacts, by ref. */
export const tipsIn = (at: Arena, cwd = at.repo): ReadonlyMap<string, string> => {
  const { stdout } = at.tryGit(['for-each-ref', '--format=%(refname) %(objectname)', PREFIX], { cwd });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => line.split(' ') as [string, string]));
};

/** Ids that wait to be sent. */
export const queuedIn = (at: Arena): ReadonlySet<string> => {
  try {
    const queue = readFileSync(join(at.repo, '.git/opensession/push-queue.json'), 'utf8');
    const { entries } = JSON.parse(queue) as { entries: { artifact_id: string }[] };
    return new Set(entries.map(({ artifact_id }) => artifact_id));
  } catch {
    return new Set();
  }
};

/** After a push that did all: the remote is what is here, nothing waits, nothing of ours is left lying about. */
export const unsettled = (at: ExchangeArena): readonly string[] => {
  const problems: string[] = [];
  const [here, there] = [tipsIn(at), tipsIn(at, at.remote)];
  const differing = [...new Set([...here.keys(), ...there.keys()])].filter((ref) => here.get(ref) !== there.get(ref));
  if (differing.length > 0)
    problems.push(`${differing.length} refs of the remote are not what is here: ${differing[0]}`);
  const waiting = queuedIn(at);
  if (waiting.size > 0) problems.push(`${waiting.size} still wait in the queue`);
  const left = readdirSync(join(at.repo, '.git/opensession')).filter((name) => !KEPT.has(name));
  problems.push(...left.map((name) => `left behind: ${name}`));
  return problems;
};

const KEPT: ReadonlySet<string> = new Set(['handoff-remote.json', 'known-there.json', 'push-queue.json']);

export const brokenRemote = (at: ExchangeArena): readonly string[] => {
  const { code, stdout, stderr } = at.tryGit(['fsck', '--strict', '--full', '--no-dangling'], { cwd: at.remote });
  return code === 0 ? [] : [`git fsck of the remote ended with ${code}: ${(stderr + stdout).slice(0, 300)}`];
};

/** A version more of each, and one artifact that is removed in the next round, so that removals are under way too. */
export const change = async (at: ExchangeArena, round: number): Promise<readonly string[]> => {
  const commits = await saveMarked(at, IDS, `round ${round}`);
  const store = await storeAt(at);
  const former = toArtifactId(`doomed-${round - 1}`);
  const tip = await store.tip(former);
  if (tip !== null) await store.remove(former, tip);
  await saveMarked(at, [`doomed-${round}`], 'once');
  return commits;
};

/** As if they were left long ago. */
export const ageUnfinished = (at: ExchangeArena): void => {
  const dir = join(at.repo, '.git/opensession');
  for (const name of readdirSync(dir)) if (name.endsWith('.tmp')) utimesSync(join(dir, name), 1, 1);
};

/** Where anything was sent all was in the queue before: what is not there as it is here, waits. */
export const unqueued = (at: ExchangeArena, before: ReadonlyMap<string, string>): readonly string[] => {
  const there = tipsIn(at, at.remote);
  const isSame = there.size === before.size && [...there].every(([ref, tip]) => before.get(ref) === tip);
  if (isSame) return []; // it may have ended before it began
  const waiting = queuedIn(at);
  return [...tipsIn(at)]
    .filter(([ref, tip]) => there.get(ref) !== tip && !waiting.has(ref.slice(PREFIX.length)))
    .map(([ref]) => `${ref} was not sent, and does not wait`);
};

export const lostThere = (at: ExchangeArena, commits: readonly string[]): readonly string[] => {
  const { stdout } = at.tryGit(['rev-list', `--glob=${PREFIX}*`], { cwd: at.remote });
  const history = new Set(stdout.split('\n'));
  const lost = commits.filter((commit) => !history.has(commit));
  return lost.length === 0 ? [] : [`${lost.length} of ${commits.length} versions are not at the remote`];
};
