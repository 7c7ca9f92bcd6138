import { type HeardArtifact, type ListedArtifact, messageMatcher } from '../../domain/choose-candidates.ts';
import type { CandidateHints } from '../../domain/choose-candidates.ts';
import { nulRecords } from '../../git/nul-records.ts';
import { readInfos } from '../../git/read-objects.ts';
import type { Place } from '../place.ts';
import { fetchInto, type OriginRemote } from './origin-remote.ts';

/** Of the target: a message has a kilobyte. */
const MAX_BYTES = { base: 64 * 1024 * 1024, head: 16 * 1024 * 1024 } as const;
/** Of a fork: so many are asked for, and so many of them, the newest, are looked at. */
const MOST_OF_FORK = 5_000;
const NEWEST_OF_FORK = 500;
/** A larger commit is none of ours. */
const MAX_COMMIT = 128 * 1024;

type Tip = Pick<ListedArtifact, 'id' | 'commit'>;

/**
 * What the messages at these tips have in common with a change: the commits alone are fetched, one deep, those that are
 * not here yet. Nothing of it is checked, as nothing rests on it.
 */
export const hearMessages = async (
  remote: OriginRemote,
  place: Place,
  { tips, hints }: { readonly tips: readonly Tip[]; readonly hints: CandidateHints },
): Promise<readonly HeardArtifact[]> => {
  const { origin } = remote;
  const asked = origin === 'head' ? tips.slice(-MOST_OF_FORK) : tips;
  const absent = await missing(place, asked);
  const how = { filter: 'tree:0', depth: 1, checked: false, maxBytes: MAX_BYTES[origin] };
  await fetchInto(remote, place, { ids: absent, ...how });
  const ids = new Map<string, Tip[]>();
  for (const tip of asked) ids.set(tip.commit, [...(ids.get(tip.commit) ?? []), tip]);
  const match = messageMatcher(hints);
  const times: { readonly time: number; readonly heard: HeardArtifact | undefined }[] = [];
  const onOutput = nulRecords(3, ([commit = '', at = '', message = '']) => {
    const time = Number(at) || 0;
    for (const tip of ids.get(commit.trim()) ?? [])
      times.push({ time, heard: match({ origin, ...tip, time }, message) });
  });
  const readable = await commitsAmong(place, [...ids.keys()]);
  const args = ['log', '--no-walk=unsorted', '--no-show-signature', '--format=%H%x00%ct%x00%B%x00', '--stdin'];
  if (readable.length > 0) {
    const stdin = readable.map((id) => `${id}\n`).join('');
    await place.git.run(args, { cwd: place.cwd, stdin, onOutput });
  }
  const newest = origin === 'head' ? times.sort((a, b) => b.time - a.time).slice(0, NEWEST_OF_FORK) : times;
  return newest.flatMap(({ heard }) => heard ?? []);
};

const missing = async (place: Place, tips: readonly Tip[]): Promise<readonly string[]> => {
  const ids = [...new Set(tips.map(({ commit }) => commit))];
  const infos = await readInfos(place.git, ids, place);
  return ids.filter((_, index) => infos[index] === null);
};

const commitsAmong = async (place: Place, ids: readonly string[]): Promise<readonly string[]> => {
  const infos = await readInfos(place.git, ids, place);
  return infos.flatMap((info) => (info?.type === 'commit' && info.size <= MAX_COMMIT ? [info.id] : []));
};
