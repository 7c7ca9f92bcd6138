import { isAbsolute, relative, resolve, sep } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import { artifactRef, toArtifactId } from '../domain/refs.ts';
import { shellWord } from '../domain/shell-word.ts';
import { inline } from '../formats/markdown/escape.ts';
import { redactFacts, redactText } from '../redact/redact-facts.ts';
import { claimedByHand, refuseSessions } from './claimed-by-hand.ts';
import { judgeChange } from './gate/judge-change.ts';
import type { World } from './ports.ts';
import { recordStates } from './record-states.ts';
import { newArtifactId, nextVersion, type SaveResult } from './save-artifact.ts';
import { toldHere } from './told-here.ts';

export interface ByHandRequest {
  /** Why a person changed it: shown wherever the artifact is. */
  readonly reason: string;
  /**
   * From the current directory; empty: every changed path that no other artifact answers for, and where something was
   * saved under the id, of those what that claims: whatever else is changed by now may be anybody's.
   */
  readonly paths: readonly string[];
  readonly artifactId?: string | undefined;
  readonly dryRun: boolean;
}

export interface ByHandResult extends SaveResult {
  /** Paths that are claimed. */
  readonly claimed: readonly string[];
}

/**
 * Claims a person's own part of the current branch, as a session's is claimed: the states of the paths, and the reason.
 * @throws usage (no reason, nothing changed, merge bases that conflict), not_a_repository, what saving throws
 */
export const saveByHand = async (world: World, request: ByHandRequest): Promise<ByHandResult> => {
  const said = request.reason.trim();
  if (said === '') throw new OpenSessionError('usage', 'expected a reason after --by-hand, found none');
  const { report, begin, torn } = await judgeChange(world, { strict: false });
  const known = { home: world.place.home, elsewhere: toldHere(world) };
  // paths are told as well, and may be called after a secret
  const paths = report.paths.map(({ path }) => path);
  const { value, secrets } = await redactFacts({ reason: said, paths }, known);
  const { reason } = value;
  const store = await world.store(world.cwd);
  const given = request.artifactId === undefined ? null : toArtifactId(request.artifactId);
  const before = given === null ? null : await claimedByHand(store, given);
  // saved again under its id, it claims again what it answers for alone
  const own = `base:${given ?? ''}`;
  const answered = new Set(
    report.paths
      .filter(({ binding }) => binding === 'content' || binding === 'patch')
      .filter(({ artifacts }) => artifacts.length === 0 || artifacts.some((id) => id !== own))
      .map(({ path }) => path),
  );
  const asked = await insideRoot(world, request.paths);
  const part = { start: begin, changes: [], checked_at: [], secrets };
  const isOwn = async (path: string): Promise<boolean> =>
    asked.length === 0
      ? !answered.has(path) && (before === null || (await before(path)))
      : asked.some((one) => path === one || path.startsWith(`${one}/`));
  const states = await recordStates(world, [part], { isOwn });
  if (states === null || !states.entries.some(({ claimed }) => claimed))
    throw new OpenSessionError('usage', 'expected a path that is changed and that nobody claims, found none', {
      hint: `opensession gate says what is claimed by whom${before === null ? '' : '; name what is to be claimed under this id now'}`,
    });
  refuseTorn(states.entries, { torn, target: report.subject.base_ref });
  const id = given ?? newArtifactId(world.clock.now());
  const claimed = states.entries.flatMap((entry) => (entry.claimed ? [entry.path] : []));
  const listed = claimed.map((path) => `- ${inline(path)}\n`).join('');
  const derived = {
    markdown: await redactText(`# By hand\n\n${inline(reason)}\n\n${listed}`, world.place),
    validation: [],
  };
  let unsigned: string | null = null;
  const version = async (previous: Parameters<typeof nextVersion>[1]['previous']) => {
    if (previous !== null) refuseSessions(id, previous.artifact);
    const next = await nextVersion(world, { id, kept: [], derived, states: { ...states, by_hand: reason }, previous });
    unsigned = next.unsigned;
    return next;
  };
  const saved = request.dryRun ? null : await store.append(id, version);
  return {
    artifact_id: id,
    ref: artifactRef(id),
    source_count: 0,
    claimed,
    stale: false,
    commit: saved?.commit ?? null,
    changed: saved?.changed ?? false,
    unsigned,
  };
};

/** It would be told that what one of the merge bases has may be gone, however often it is claimed. @throws usage */
const refuseTorn = (
  entries: readonly { readonly path: string; readonly claimed: boolean }[],
  { torn, target }: { readonly torn: readonly string[]; readonly target: string },
): void => {
  const one = entries.find(({ path, claimed }) => claimed && torn.includes(path));
  if (one === undefined) return;
  const message = `expected one state that ${one.path} begins at, found several: the change has merge bases that git cannot merge`;
  throw new OpenSessionError('usage', message, {
    hint: `git merge ${shellWord(target.replace(/^refs\/(?:heads|remotes)\//, ''))}`,
  });
};

/** @throws usage for a path outside of the repository */
const insideRoot = async (
  { git, cwd }: Pick<World, 'git' | 'cwd'>,
  paths: readonly string[],
): Promise<readonly string[]> => {
  const { root } = await git.locate(cwd);
  return paths.map((path) => {
    const inside = relative(root ?? cwd, resolve(cwd, path))
      .split(sep)
      .join('/');
    if (inside !== '' && !inside.startsWith('../') && inside !== '..' && !isAbsolute(inside)) return inside;
    throw new OpenSessionError('usage', `expected a path inside the repository, found ${path.slice(0, 200)}`);
  });
};
