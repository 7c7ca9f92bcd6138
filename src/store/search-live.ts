import {
  type CandidateHints,
  chooseCandidates,
  type HeardArtifact,
  messageMatcher,
} from '../domain/choose-candidates.ts';
import type { NamedArtifact } from '../domain/named-artifact.ts';
import { ARTIFACTS_PREFIX, artifactIdOfRef, artifactRef, isArtifactId } from '../domain/refs.ts';
import { nulRecords } from '../git/nul-records.ts';
import type { FoundArtifact } from './artifact-search.ts';
import type { Place } from './place.ts';
import { pinnedVersion } from './pinned-version.ts';

/** Those of the given names, each at its pin if it has one. */
export const namedHere = async (place: Place, names: readonly NamedArtifact[]): Promise<readonly FoundArtifact[]> => {
  const ids = names.map(({ id }) => id).filter(isArtifactId);
  if (ids.length === 0) return [];
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', '--end-of-options', ...ids.map(artifactRef)];
  const { stdout } = await place.git.run(args, { cwd: place.cwd });
  const tips = new Map(
    stdout
      .toString('utf8')
      .split('\n')
      .map((line) => [artifactIdOfRef(line.slice(0, line.indexOf(' '))), line.slice(line.indexOf(' ') + 1)] as const),
  );
  const found: FoundArtifact[] = [];
  for (const id of ids) {
    const tip = tips.get(id);
    const pin = names.find((name) => name.id === id)?.version ?? null;
    if (tip !== undefined) found.push(await pinnedVersion(place, { origin: 'base', id, commit: tip }, pin));
  }
  return found;
};

/** From one `for-each-ref` with the messages, worked on while it comes. */
export const alikeHere = async (place: Place, hints: CandidateHints): Promise<readonly FoundArtifact[]> => {
  const heard: HeardArtifact[] = [];
  const match = messageMatcher(hints);
  const onOutput = nulRecords(4, ([ref = '', commit = '', time = '', message = '']) => {
    const id = artifactIdOfRef(ref);
    const one = id === undefined ? undefined : match({ origin: 'base', id, commit, time: Number(time) || 0 }, message);
    if (one !== undefined) heard.push(one);
  });
  const format = '--format=%(refname)%00%(objectname)%00%(committerdate:unix)%00%(contents)%00';
  await place.git.run(['for-each-ref', format, '--end-of-options', ARTIFACTS_PREFIX], { cwd: place.cwd, onOutput });
  return chooseCandidates(heard);
};
