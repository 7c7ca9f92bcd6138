import { idHash } from '../../domain/archive-layout.ts';
import { keysOfArtifact, keysOfMessage } from '../../domain/archive-keys.ts';
import { type ShardRecord, shardRecord } from '../../domain/archive-shard.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Place } from '../place.ts';
import { readAllArtifacts } from '../read-artifacts.ts';
import type { ArchivedVersion } from './archived-version.ts';

/**
 * What the shards say of versions. Keys stand in the commit messages; those of versions without any are made from their
 * artifact.json, read together. One that cannot be read has no keys, and is found by its id alone.
 */
export const keyRecords = async (
  place: Place,
  versions: readonly ArchivedVersion[],
): Promise<readonly ShardRecord[]> => {
  const keys = new Map(versions.map((version) => [version.commit, keysOfMessage(version.message)]));
  const unkeyed = versions.filter(({ commit }) => keys.get(commit) === undefined);
  const artifacts = await readAllArtifacts(
    place,
    unkeyed.map(({ id, commit }) => ({ ref: id, commit })),
  );
  for (const [index, { commit }] of unkeyed.entries()) {
    const artifact = artifacts[index];
    keys.set(
      commit,
      artifact === undefined || artifact instanceof OpenSessionError ? [] : await keysOfArtifact(artifact),
    );
  }
  const records: ShardRecord[] = [];
  for (const { id, commit } of versions) {
    const hash = await idHash(id);
    for (const key of keys.get(commit) ?? []) records.push(shardRecord(key, hash));
  }
  return records;
};
