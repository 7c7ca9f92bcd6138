import { parseArtifactMessage, trailersOf } from '../../domain/artifact-message.ts';
import { commitHeaders, messageOf } from '../../git/commit-headers.ts';
import { readEach } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';

/** Messages that are held in memory together. */
const AT_ONCE = 5000;

/**
 * Since when each of these versions can be there at the earliest, in milliseconds: not before its logs were written, nor
 * before the commits that it names were made. The clock that it was saved under may have been years behind.
 */
export const notBefore = async (place: Place, versions: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>();
  for (let at = 0; at < versions.length; at += AT_ONCE) {
    const part = versions.slice(at, at + AT_ONCE);
    const said = (await readEach(place.git, part, place)).map((one) =>
      saidIn(one === null ? '' : messageOf(one.bytes)),
    );
    const times = await timesOf(place, new Set(said.flatMap(({ named }) => named)));
    for (const [index, { named, written }] of said.entries()) {
      const proved = [...written, ...named.map((id) => times.get(id) ?? 0)];
      found.set(
        part[index] ?? '',
        proved.reduce((latest, time) => Math.max(latest, time), 0),
      ); // however many a message names
    }
  }
  return found;
};

const OBJECT_IDS = /\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g;

const saidIn = (message: string): { readonly named: readonly string[]; readonly written: readonly number[] } => {
  const trailers = trailersOf(message);
  const lines = ['Commits', 'Start', 'Base'].flatMap((key) => trailers.get(key) ?? []);
  return {
    named: lines.flatMap((line) => line.match(OBJECT_IDS) ?? []),
    written: parseArtifactMessage(message)?.sources?.map(({ source_mtime_ms }) => source_mtime_ms) ?? [],
  };
};

/** What is no commit, or not here, says nothing. */
const timesOf = async (place: Place, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> => {
  const commits = await readEach(place.git, [...ids], place);
  return new Map(
    commits.flatMap((commit) => {
      const time = commit === null ? null : commitHeaders(commit.bytes).time;
      return commit === null || time === null ? [] : [[commit.id, time * 1000] as const];
    }),
  );
};
