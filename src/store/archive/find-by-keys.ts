import { isKey, shardPath } from '../../domain/archive-layout.ts';
import { keysOfMessage } from '../../domain/archive-keys.ts';
import { idHashOf, keyOf } from '../../domain/archive-shard.ts';
import type { ArtifactId } from '../../domain/refs.ts';
import type { Place } from '../place.ts';
import { tipMessages } from '../tip-messages.ts';
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
  const live = await tipMessages(place, ({ id, commit, message }) => {
    const all = keysOfMessage(message);
    return { id, commit, keys: all === undefined ? undefined : all.filter((key) => asked.has(key)) };
  });
  for (const { id, commit, keys } of live) {
    ids.add(id);
    if (keys === undefined) unkeyed.push({ id, commit });
    else if (keys.length > 0) found.push({ id, commit, archived: false, keys });
  }
  return { ids, found, unkeyed };
};
