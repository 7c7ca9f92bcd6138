import type { ArtifactId } from '../../domain/refs.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { CandidateHints } from '../../domain/choose-candidates.ts';
import { readJson } from '../../domain/json.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import type { World } from '../ports.ts';

export interface Linkable {
  readonly id: ArtifactId;
  /** Of the newest version that is a save; those that link are passed over. */
  readonly manifest: Manifest;
  /** Of the link versions upon it. */
  readonly links: readonly Manifest[];
}

/**
 * Of all versions that a hook reads. One rebase adds a link, and there may have been many since the save: they are few
 * kilobytes each, and looked through until the save is found.
 */
const MOST_BYTES = 128 * 1024 * 1024;
const MAX_MANIFEST = 8 * 1024 * 1024;

/** Artifacts here that may be about a commit, with what their newest save says. Our own: what cannot be read is passed over. */
export const linkableArtifacts = async (
  world: Pick<World, 'store' | 'cwd'>,
  hints: CandidateHints,
): Promise<readonly Linkable[]> => {
  const { search } = await world.store(world.cwd);
  return newestSaves(search, await search.alike(hints));
};

/** Of each artifact from this version on down. */
export const newestSaves = async (
  search: Pick<ArtifactSearch, 'inspect'>,
  found: readonly Pick<FoundArtifact, 'id' | 'commit'>[],
): Promise<readonly Linkable[]> => {
  const { validateManifest } = await import('../../generated/validate-manifest.js');
  const saves: Omit<Linkable, 'links'>[] = [];
  const links = new Map<string, Manifest[]>();
  const ids = new Map(found.map(({ id }) => [id as string, id]));
  let round = found.map(({ id, commit }) => ({ ref: id as string, commit }));
  const seen = new Set(round.map(({ commit }) => commit));
  for (let bytes = 0; bytes < MOST_BYTES && round.length > 0;) {
    const before: typeof round = [];
    for await (const version of search.inspect(round)) {
      const id = ids.get(version.ref);
      if (id === undefined || version.entries === null) continue;
      for (const file of version.files.values()) bytes += file.length;
      const manifest = parsed(version.files.get('manifest.json'));
      if (!validateManifest(manifest)) continue;
      const read = manifest as Manifest;
      if (read.linked_commit === undefined) {
        saves.push({ id, manifest: read });
        continue;
      }
      links.set(id, [...(links.get(id) ?? []), read]);
      for (const { commit, of } of version.parents) {
        if (of !== id || seen.has(commit)) continue;
        seen.add(commit);
        before.push({ ref: version.ref, commit });
      }
    }
    round = before;
  }
  return saves.map((save) => ({ ...save, links: links.get(save.id) ?? [] }));
};

const parsed = (bytes: Buffer | undefined): unknown =>
  bytes === undefined || bytes.length > MAX_MANIFEST ? undefined : readJson(bytes.toString('utf8'));
