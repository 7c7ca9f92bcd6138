/**
 * Which artifacts may be about a change, by what their commit messages say. Hints only: each that is chosen is read and
 * computed anew, so whoever writes such a message can waste time, and no more of it than the bounds here.
 */
import { parseArtifactMessage } from './artifact-message.ts';
import { packedMatcher, PATH_KEY_BYTES, STATE_KEY_BYTES } from './change-keys.ts';
import { type Origin, qualified } from './named-artifact.ts';
import type { ArtifactId } from './refs.ts';

/** By what an artifact may be about a change. Hexadecimal keys of change-keys.ts, full ids of commits. */
export interface CandidateHints {
  readonly states: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly commits: ReadonlySet<string>;
}

export interface ListedArtifact {
  readonly origin: Origin;
  readonly id: ArtifactId;
  readonly commit: string;
  /** Of the commit, seconds since 1970. */
  readonly time: number;
}

export interface HeardArtifact extends ListedArtifact {
  /** Keys that it has in common with the change: states, patches and commits, then paths. */
  readonly strong: readonly string[];
  readonly weak: readonly string[];
}

/** Artifacts that are looked at, and places that a fork is sure of among them. */
const MOST = 64;
const OF_FORK = 16;
/** Of those with one key, by origin: more were made to hide another. */
const NEWEST_OF_KEY = 16;
const MAX_MESSAGE = 64 * 1024;
/** One state in common outweighs every path. */
const STRONG_WEIGHT = 1000;

/** Reads messages for what they have in common with a change; undefined: nothing, or no message of an artifact. */
export const messageMatcher = (
  hints: CandidateHints,
): ((artifact: ListedArtifact, message: string) => HeardArtifact | undefined) => {
  const states = packedMatcher(hints.states, STATE_KEY_BYTES);
  const paths = packedMatcher(hints.paths, PATH_KEY_BYTES);
  return (artifact, whole) => {
    const message = whole.slice(0, MAX_MESSAGE);
    if (!message.startsWith('handoff-artifact: ')) return undefined;
    const said = (name: Parameters<typeof valueOf>[1]): string => valueOf(message, name);
    const commits = said('Commits')
      .split(' ')
      .filter((commit) => hints.commits.has(commit));
    const strong = [...states(said('States')), ...states(said('Patches')), ...commits];
    const weak = paths(said('Paths'));
    if (strong.length + weak.length === 0 || parseArtifactMessage(message) === undefined) return undefined;
    return { ...artifact, strong: [...new Set(strong)], weak: [...new Set(weak)] };
  };
};

/** What the first line of a name says; '' where there is none. There may be ten thousand messages: no text is made of the lines between. */
const valueOf = (message: string, name: 'Commits' | 'States' | 'Patches' | 'Paths'): string => {
  const line = message.indexOf(`\n${name}: `);
  if (line < 0) return '';
  const end = message.indexOf('\n', line + 1);
  return message.slice(line + name.length + 3, end < 0 ? message.length : end);
};

/**
 * At most 64: those with the most states in common first, then those that touch the same paths; of equal ones the newest, so that old decoys displace nothing. A key counts for the 16
 * newest of each origin that have it. Those of a fork take no place from those of the target but the sixteen that are
 * kept for them.
 */
export const chooseCandidates = (heard: readonly HeardArtifact[]): readonly ListedArtifact[] => {
  const counting = newestOfKeys(heard);
  const ranked = heard
    .map((one) => {
      const name = qualified(one.origin, one.id);
      const count = (keys: readonly string[]): number =>
        keys.filter((key) => counting.get(`${one.origin} ${key}`)?.has(name) === true).length;
      return { one, name, rank: count(one.strong) * STRONG_WEIGHT + count(one.weak) };
    })
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || b.one.time - a.one.time || (a.name < b.name ? -1 : 1))
    .map(({ one }) => one);
  const head = ranked.filter(({ origin }) => origin === 'head');
  const base = ranked.filter(({ origin }) => origin === 'base').slice(0, MOST - Math.min(head.length, OF_FORK));
  return [...base, ...head.slice(0, MOST - base.length)];
};

const newestOfKeys = (heard: readonly HeardArtifact[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const newest = heard.toSorted((a, b) => b.time - a.time || (a.id < b.id ? -1 : 1));
  const found = new Map<string, Set<string>>();
  for (const { origin, id, strong, weak } of newest)
    for (const key of [...strong, ...weak]) {
      const names = found.get(`${origin} ${key}`) ?? new Set();
      found.set(`${origin} ${key}`, names);
      if (names.size < NEWEST_OF_KEY) names.add(qualified(origin, id));
    }
  return found;
};
