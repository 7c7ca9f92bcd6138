/** Looks for the artifacts that are about a change, the surest first, until every path of it is explained. */
import { bindChange } from '../../binding/bind-change.ts';
import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { type NamedArtifact, qualified } from '../../domain/named-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import { type Bound, bindVersions } from './bind-versions.ts';
import { hintsOf, pathsByKey } from './candidate-hints.ts';
import { chooseVersions, plainId } from './choose-versions.ts';
import { readVersions } from './read-versions.ts';
import type { GateWorld, Trusting } from './trusting.ts';

export interface Searching {
  readonly change: OpenChange;
  readonly facts: ChangeFacts;
  readonly trusting: Trusting;
  readonly search: ArtifactSearch;
  readonly named: readonly NamedArtifact[];
}

export interface Searched extends Bound {
  /** In the order of the binding: of each artifact the version that is judged. */
  readonly artifacts: readonly ReadArtifact[];
  /** All that were read, those of `artifacts` among them. */
  readonly versions: readonly ReadArtifact[];
  readonly missing: readonly NamedArtifact[];
}

/** Named and pinned ones, then live ones with something in common, then the archive: each only if paths are left. */
export const searchArtifacts = async (world: GateWorld, searching: Searching): Promise<Searched> => {
  const { change, facts, search, named } = searching;
  const byKey = await pathsByKey(facts);
  const versions: ReadArtifact[] = [];
  const known = new Set<string>();
  let artifacts: readonly ReadArtifact[] = [];
  let bound: Bound = { facts, binding: bindChange(facts, []) };
  const look = async (found: readonly FoundArtifact[]): Promise<void> => {
    const fresh = found.filter(({ origin, id }) => !known.has(qualified(origin, id)));
    if (fresh.length === 0) return;
    for (const { origin, id } of fresh) known.add(qualified(origin, id));
    versions.push(...(await readVersions(world, { ...searching, head_tree: facts.head_tree }, fresh)));
    artifacts = chooseVersions(versions, { facts, byKey, named });
    bound = await bindVersions(change, { facts, byKey }, artifacts);
  };
  await look(await search.named(named));
  const left = openPaths(bound.binding);
  if (left.size > 0) await look(await search.alike(await hintsOf(facts, byKey, left)));
  const still = openPaths(bound.binding);
  if (still.size > 0) await look(await search.archived([...(await hintsOf(facts, byKey, still)).states]));
  return { ...bound, artifacts, versions, missing: missingOf(named, artifacts) };
};

const EXPLAINED: ReadonlySet<string> = new Set(['content', 'patch', 'merged']);

const openPaths = ({ paths }: ChangeBinding): ReadonlySet<string> =>
  new Set(paths.filter(({ binding }) => !EXPLAINED.has(binding)).map(({ path }) => path));

const missingOf = (named: readonly NamedArtifact[], artifacts: readonly ReadArtifact[]): readonly NamedArtifact[] =>
  named.filter(({ id }) => !artifacts.some((one) => plainId(one) === id));
