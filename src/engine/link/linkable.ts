import type { ArtifactId } from '../../domain/refs.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { CandidateHints } from '../../domain/choose-candidates.ts';
import type { World } from '../ports.ts';

export interface Linkable {
  readonly id: ArtifactId;
  /** Of the newest version that is a save; those that link are passed over. */
  readonly manifest: Manifest;
  /** Of the link versions upon it. */
  readonly links: readonly Manifest[];
}

/** A hook looks no further back. */
const MOST_VERSIONS = 4;
const MAX_MANIFEST = 8 * 1024 * 1024;

/** Artifacts here that may be about a commit, with what their newest save says. Our own: what cannot be read is passed over. */
export const linkableArtifacts = async (
  world: Pick<World, 'store' | 'cwd'>,
  hints: CandidateHints,
): Promise<readonly Linkable[]> => {
  const { search } = await world.store(world.cwd);
  const found = await search.alike(hints);
  const { validateManifest } = await import('../../generated/validate-manifest.js');
  const linkable: Linkable[] = [];
  const links = new Map<string, Manifest[]>();
  let round = found.map(({ id, commit }) => ({ ref: id as string, commit }));
  const ids = new Map(found.map(({ id }) => [id as string, id]));
  for (let age = 0; age < MOST_VERSIONS && round.length > 0; age++) {
    const before: typeof round = [];
    for await (const version of search.inspect(round)) {
      const id = ids.get(version.ref);
      const manifest = version.entries === null ? null : parsed(version.files.get('manifest.json'));
      if (id === undefined || version.entries === null || !validateManifest(manifest)) continue;
      const read = manifest as Manifest;
      if (read.linked_commit === undefined) {
        linkable.push({ id, manifest: read, links: links.get(id) ?? [] });
        continue;
      }
      links.set(id, [...(links.get(id) ?? []), read]);
      before.push(...version.parents.filter(({ of }) => of === id).map(({ commit }) => ({ ref: version.ref, commit })));
    }
    round = before;
  }
  return linkable;
};

const parsed = (bytes: Buffer | undefined): unknown => {
  if (bytes === undefined || bytes.length > MAX_MANIFEST) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
};
