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
 * @param here commits that came before, to which those that come are added: git looks long for what is not there
 */
export const hearMessages = async (
  remote: OriginRemote,
  place: Place,
  { tips, hints, here }: { readonly tips: readonly Tip[]; readonly hints: CandidateHints; readonly here: Set<string> },
): Promise<readonly HeardArtifact[]> => {
  const { origin } = remote;
  const asked = origin === 'head' ? tips.slice(-MOST_OF_FORK) : tips;
  const ids = Map.groupBy(asked, ({ commit }) => commit);
  const absent = [...ids.keys()].filter((id) => !here.has(id));
  const how = { filter: 'tree:0', depth: 1, checked: false, maxBytes: MAX_BYTES[origin] };
  await fetchInto(remote, place, { ids: absent, ...how });
  const match = messageMatcher(hints);
  const times: { readonly time: number; readonly heard: HeardArtifact | undefined }[] = [];
  const onOutput = nulRecords(3, ([commit = '', at = '', message = '']) => {
    const time = Number(at) || 0;
    for (const tip of ids.get(commit.trim()) ?? [])
      times.push({ time, heard: match({ origin, ...tip, time }, message) });
  });
  const infos = (await readInfos(place.git, [...ids.keys()], place)).filter((info) => info !== null);
  for (const { id } of infos) here.add(id);
  const readable = infos.filter(({ type, size }) => type === 'commit' && size <= MAX_COMMIT);
  const args = ['log', '--no-walk=unsorted', '--no-show-signature', '--format=%H%x00%ct%x00%B%x00', '--stdin'];
  if (readable.length > 0) {
    const stdin = readable.map(({ id }) => `${id}\n`).join('');
    await place.git.run(args, { cwd: place.cwd, stdin, onOutput });
  }
  const newest = origin === 'head' ? times.sort((a, b) => b.time - a.time).slice(0, NEWEST_OF_FORK) : times;
  return newest.flatMap(({ heard }) => heard ?? []);
};
