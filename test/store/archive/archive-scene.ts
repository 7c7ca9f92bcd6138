/** A store over a temporary repository, and artifacts with keys. */
import { packKeys, stateKey } from '../../../src/domain/change-keys.ts';
import type { PathState } from '../../../src/domain/path-state.ts';
import { toArtifactId } from '../../../src/domain/refs.ts';
import type { Git } from '../../../src/git/git.ts';
import { openGit } from '../../../src/git/open-git.ts';
import type { ArtifactTip } from '../../../src/store/archive/archive.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';
import { versionOf } from '../artifact-fixture.ts';

export const ARTIFACTS = 'refs/opensession/handoff/artifacts/';
export const ARCHIVE = 'refs/opensession/handoff/archive';

/** `onRun` hears of each git command before it runs. */
export const storeAt = async (
  repo: TempRepo,
  more: { readonly dir?: string; readonly onRun?: (args: readonly string[]) => Promise<void> | void } = {},
) => {
  const git = openGit(repo.env);
  const heard: Git = {
    ...git,
    run: async (args, options) => {
      await more.onRun?.(args);
      return git.run(args, options);
    },
  };
  const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
  return openArtifactStore(heard, await git.locate(more.dir ?? repo.dir), clock);
};

type Store = Awaited<ReturnType<typeof storeAt>>;

export const opened = async (shape: Parameters<typeof tempRepo>[0] = {}) => {
  const repo = tempRepo(shape);
  return { repo, store: await storeAt(repo) };
};

export const keyAt = (path: string, digit: string): Promise<string> => {
  const state: NonNullable<PathState> = { mode: '100644', oid: digit.repeat(40) };
  return stateKey('sha1', path, state);
};

/** Saves a version whose message holds these keys. */
export const saveKeyed = async (
  store: Store,
  id: string,
  keys: readonly string[],
  updated = 'first',
): Promise<ArtifactTip> => {
  const version = await versionOf(id, { updated_at: updated });
  const saved = await store.save({ ...version, message: `${version.message}States: ${packKeys(keys)}\n` });
  return { id: toArtifactId(id), commit: saved.commit };
};

export const liveIds = async (store: Store): Promise<readonly string[]> =>
  (await store.list()).map(({ artifact_id }) => artifact_id);

export const archivedIds = async (store: Store): Promise<readonly string[]> =>
  (await store.archive.list()).map(({ artifact_id }) => artifact_id);
