import { pathKey, stateKey } from '../../domain/change-keys.ts';
import { linkMessage } from '../../domain/link-message.ts';
import { MANIFEST_SCHEMA, type Manifest, type ManifestEntry } from '../../domain/manifest.ts';
import type { ArtifactId } from '../../domain/refs.ts';
import { sameState, type StateChange } from '../../domain/path-state.ts';
import type { World } from '../ports.ts';
import type { Linkable } from './linkable.ts';

export interface LinkedArtifact {
  readonly artifact_id: ArtifactId;
  /** The commit that holds the states. */
  readonly commit: string;
  readonly paths: number;
}

export interface CommittedStates {
  readonly commit: string;
  readonly object_format: 'sha1' | 'sha256';
  readonly steps: ReadonlyMap<string, LinkStep>;
}

export interface LinkStep {
  /** What has to be claimed; `before` absent: whatever it was. */
  readonly claimed: Pick<StateChange, 'after'> & Partial<StateChange>;
  /** What then is explained too, as it came by nobody's hand. */
  readonly becomes: StateChange;
}

/**
 * Adds one version that links what an artifact claims to what was committed, be it in many commits: a rebase of ten is one
 * event. Returns each commit that holds something of it; none: nothing is added.
 */
export const linkStates = async (
  world: Pick<World, 'store' | 'cwd'>,
  { id, manifest, links }: Linkable,
  commits: readonly CommittedStates[],
): Promise<readonly LinkedArtifact[]> => {
  const { object_format } = manifest;
  const linked: { readonly commit: string; readonly entries: Awaited<ReturnType<typeof linkedEntries>> }[] = [];
  for (const { commit, steps, object_format: format } of commits) {
    const entries = format === object_format ? await linkedEntries(manifest, links, steps) : [];
    if (entries.length > 0) linked.push({ commit, entries });
  }
  const commit = linked.at(-1)?.commit;
  if (commit === undefined) return [];
  const entries = linked.flatMap((one) => one.entries);
  const link: Manifest = {
    ...manifest,
    schema: MANIFEST_SCHEMA,
    tree: null,
    tree_undefined_reason: 'it links saved states to a commit',
    entries: entries.map(({ entry }) => entry),
    cut: 0,
    unresolved: [],
    hidden: [],
    touched: [],
    claims: [],
    checks: [],
    linked_commit: commit,
  };
  const keys = await Promise.all(
    entries.flatMap(({ path, entry: { after, path_key } }) =>
      after === null || path_key !== undefined ? [] : [stateKey(object_format, path, after)],
    ),
  );
  const store = await world.store(world.cwd);
  await store.replace(id, async (previous) => ({
    replaces: { 'manifest.json': `${JSON.stringify(link, null, 2)}\n` },
    message: linkMessage(previous.message, { commit, keys }),
  }));
  return linked.map((one) => ({ artifact_id: id, commit: one.commit, paths: one.entries.length }));
};

/** A step counts from a state that the artifact claims, or that one of its links led to. */
const linkedEntries = async (
  { entries }: Manifest,
  links: readonly Manifest[],
  steps: CommittedStates['steps'],
): Promise<readonly { readonly path: string; readonly entry: ManifestEntry }[]> => {
  const byKey = new Map(await Promise.all([...steps.keys()].map(async (path) => [await pathKey(path), path] as const)));
  return entries.flatMap((entry) => {
    const path = entry.path_key === undefined ? entry.path : byKey.get(entry.path_key);
    const step = path === undefined ? undefined : steps.get(path);
    if (path === undefined || step === undefined || !entry.claimed || entry.unknown_reason !== undefined) return [];
    const reached = links.flatMap((link) =>
      link.entries.filter((one) => one.path === entry.path && one.path_key === entry.path_key),
    );
    if (![entry, ...reached].some((known) => isClaimed(step.claimed, known))) return [];
    return [{ path, entry: { ...entry, ...step.becomes, claimed: false, by: 'commit' as const, key: null } }];
  });
};

const isClaimed = ({ before, after }: LinkStep['claimed'], known: StateChange): boolean =>
  sameState(known.after, after) && (before === undefined || sameState(known.before, before));
