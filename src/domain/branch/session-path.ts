/**
 * Where a session lies on the sessions branch: `v1/<first two characters>/<id>.hail.jsonl` and `.meta.json`, as the older
 * tool writes them (its core specification, chapter 5: two bytes of the id, a shorter id as a whole).
 */
import { OpenSessionError } from '../errors.ts';
import { sha256 } from '../canonical.ts';

const HAIL_SUFFIX = '.hail.jsonl';
const META_SUFFIX = '.meta.json';
/** Of the folder of removals; two characters longer than any folder of sessions, and so in nobody's way. */
export const TOMBSTONES = 'v1/tombstones';

export interface SessionPaths {
  readonly hail: string;
  readonly meta: string;
  readonly tombstone: string;
}

/** A file name must leave room for its suffix in the 255 bytes that most file systems take. */
const LONGEST = 200;

/**
 * An id is whatever a log says. Letters, digits, `.`, `_` and `-` stand for themselves, but no dot among the first two
 * characters (`..`, `.git`) and no dash at the start; all else is written as `%XX` of its UTF-8 bytes, and what is then
 * longer than 200 characters as `sha256%<digest>`. Two ids never get one path.
 * @throws invalid_session_id for an empty one, and for one that is no Unicode text
 */
export const sessionPaths = async (id: string): Promise<SessionPaths> => {
  if (id === '' || !id.isWellFormed())
    throw new OpenSessionError('invalid_session_id', `expected a session id, found ${JSON.stringify(id.slice(0, 80))}`);
  const written = encoded(id);
  const name = written.length <= LONGEST ? written : `sha256%${await sha256(id)}`;
  return pathsOf(`${name.slice(0, 2)}/${name}`);
};

/** @param place folder and name of a session's files, without what stands before and behind */
export const pathsOf = (place: string): SessionPaths => ({
  hail: `v1/${place}${HAIL_SUFFIX}`,
  meta: `v1/${place}${META_SUFFIX}`,
  tombstone: `${TOMBSTONES}/${place}.json`,
});

const encoded = (id: string): string => {
  let name = '';
  for (const [index, byte] of new TextEncoder().encode(id).entries()) {
    const char = String.fromCharCode(byte);
    const plain = /[A-Za-z0-9_]/.test(char) || (char === '.' && index > 1) || (char === '-' && index > 0);
    name += plain ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return name;
};

/** `place`: as pathsOf takes it. */
export type BranchFile =
  | { readonly kind: 'hail' | 'meta' | 'tombstone'; readonly place: string }
  | { readonly kind: 'foreign' };

/** What a path of the branch's tree is; `foreign` for all that has not the form of the above. */
export const branchFileOf = (path: string): BranchFile => {
  const [, folder = '', name, suffix] = /^v1\/([^/]+)\/([^/]+?)(\.hail\.jsonl|\.meta\.json)$/.exec(path) ?? [];
  if (name?.startsWith(folder) === true)
    return { kind: suffix === HAIL_SUFFIX ? 'hail' : 'meta', place: `${folder}/${name}` };
  const [, grave = '', removed] = /^v1\/tombstones\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  return removed?.startsWith(grave) === true
    ? { kind: 'tombstone', place: `${grave}/${removed}` }
    : { kind: 'foreign' };
};
