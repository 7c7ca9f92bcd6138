import { isKey, shardPath } from '../../domain/archive-layout.ts';
import { keysOfMessage } from '../../domain/archive-keys.ts';
import { idHashOf, keyOf } from '../../domain/archive-shard.ts';
import { ARTIFACTS_PREFIX, type ArtifactId, artifactIdOfRef } from '../../domain/refs.ts';
import { nulRecords } from '../../git/nul-records.ts';
import type { Place } from '../place.ts';
import type { ArtifactTip, FoundByKeys } from './archive.ts';
import { archiveTip, foldersNamed, readVersions } from './read-archive.ts';
import { readShards } from './read-shards.ts';

/**
 * Live and archived artifacts that have any of the keys: the live ones from one `for-each-ref`, the archived ones from
 * the shards of these keys alone. Whoever is live is not looked for in the archive. Keys that are none are ignored.
 */
export const findByKeys = async (place: Place, keys: readonly string[]): Promise<FoundByKeys> => {
  const asked = new Set(keys.filter(isKey));
  const live = await findLive(place, asked);
  const archive = asked.size === 0 ? null : await archiveTip(place);
  if (archive === null) return { found: live.found, unkeyed: live.unkeyed, problems: [] };
  const shards = await readShards(place, archive, [...new Set([...asked].map(shardPath))]);
  const hits = new Map<string, string[]>();
  for (const records of shards.records.values())
    for (const record of records)
      if (asked.has(keyOf(record))) hits.set(idHashOf(record), [...(hits.get(idHashOf(record)) ?? []), keyOf(record)]);
  const folders = await foldersNamed(place, archive, new Set(hits.keys()));
  const problems = [...shards.problems];
  const archived: FoundByKeys['found'][number][] = [];
  for (const { id, hash, version } of await readVersions(
    place,
    folders.filter(({ id }) => !live.ids.has(id)),
  )) {
    if ('problem' in version) problems.push(`${id}: ${version.problem}`);
    else archived.push({ id, commit: version.commit, archived: true, keys: hits.get(hash) ?? [] });
  }
  return { found: [...live.found, ...archived], unkeyed: live.unkeyed, problems };
};

const findLive = async (place: Place, asked: ReadonlySet<string>) => {
  const ids = new Set<ArtifactId>();
  const found: FoundByKeys['found'][number][] = [];
  const unkeyed: ArtifactTip[] = [];
  const onOutput = nulRecords(3, ([ref = '', commit = '', message = '']) => {
    const id = artifactIdOfRef(ref);
    if (id === undefined) return;
    ids.add(id);
    const all = keysOfMessage(message);
    const keys = (all ?? []).filter((key) => asked.has(key));
    if (all === undefined) unkeyed.push({ id, commit });
    else if (keys.length > 0) found.push({ id, commit, archived: false, keys });
  });
  const args = ['for-each-ref', '--format=%(refname)%00%(objectname)%00%(contents)%00', '--end-of-options'];
  await place.git.run([...args, ARTIFACTS_PREFIX], { cwd: place.cwd, onOutput });
  return { ids, found, unkeyed };
};
