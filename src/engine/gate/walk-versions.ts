import { qualified } from '../../domain/named-artifact.ts';
import { artifactRef } from '../../domain/refs.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import type { InspectedVersion, UnreadVersion } from '../../store/inspect-versions.ts';

export interface WalkedVersion<Of extends FoundArtifact> {
  readonly one: Of;
  readonly version: InspectedVersion | UnreadVersion;
  /** Versions of the artifact between this one and where the walk began. */
  readonly age: number;
}

/**
 * All versions of what was found, as far as they come to no more than this. A session of a week is saved a hundred times,
 * and each version takes about a millisecond to judge; the bounds are against who pushes thousands. They are of all
 * together, and the walk goes from newest to oldest through all at once: decoys of any number take from an artifact
 * beside them none but its oldest.
 */
const MOST_VERSIONS = 2_048;
const MOST_BYTES = 256 * 1024 * 1024;
/** Of one artifact in one round: histories of two clones that were joined are two lines. One of thousands is made for that. */
const AT_ONCE = 4;

/** Each version once, the newest of each artifact first; one process reads them all, a round for each age. */
export async function* walkVersions<Of extends FoundArtifact>(
  search: Pick<ArtifactSearch, 'inspect'>,
  found: readonly Of[],
): AsyncGenerator<WalkedVersion<Of>> {
  const byName = new Map(found.map((one) => [nameOf(one), one]));
  const seen = new Set<string>();
  const fresh = (ref: string, commit: string): { ref: string; commit: string }[] => {
    const name = `${ref} ${commit}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ ref, commit }];
  };
  const waiting = new Map(
    found.map((one) => {
      const name = nameOf(one);
      const begun = one.tip === undefined ? [one.commit] : [one.tip, one.commit];
      return [name, begun.flatMap((commit) => fresh(name, commit))] as const;
    }),
  );
  let [read, bytes] = [0, 0];
  for (let age = 0; ; age++) {
    const round = [...waiting.values()].flatMap((list) => list.splice(0, AT_ONCE)).slice(0, MOST_VERSIONS - read);
    if (round.length === 0 || bytes >= MOST_BYTES) return;
    read += round.length;
    for await (const version of search.inspect(round)) {
      const one = byName.get(version.ref);
      if (one === undefined) continue;
      yield { one, version, age };
      if (version.entries === null) continue;
      for (const file of version.files.values()) bytes += file.length;
      if (one.rewritten === true) continue;
      for (const { commit, of } of version.parents)
        if (of === one.id) waiting.get(version.ref)?.push(...fresh(version.ref, commit));
    }
  }
}

const nameOf = ({ origin, id }: FoundArtifact): string =>
  origin === 'base' ? artifactRef(id) : qualified(origin, artifactRef(id));
