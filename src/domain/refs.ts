/** The only place where ref names are spelled. */
import { OpenSessionError } from './errors.ts';

declare const artifactId: unique symbol;
export type ArtifactId = string & { readonly [artifactId]: true };

/** Everything of ours. */
export const NAMESPACE = 'refs/opensession/';

/** Artifacts, their archive and what was removed. */
export const HANDOFF_PREFIX = 'refs/opensession/handoff/';

export const ARTIFACTS_PREFIX = 'refs/opensession/handoff/artifacts/';

/** The branch of whole sessions, as the older tool names it: a branch, so `git push --all` takes it along. */
export const SESSIONS_BRANCH = 'opensession/sessions';
export const SESSIONS_REF = `refs/heads/${SESSIONS_BRANCH}`;

/** What CI jobs saw of a tree and signed: a ref for each statement, `<tree>/<beginning of its sha256>`. */
export const WITNESS_PREFIX = 'refs/opensession/handoff/witness/';

/** What was removed, so that no clone brings it back; see domain/tombstone.ts. */
export const TOMBSTONES_REF = 'refs/opensession/handoff/tombstones';

/** The one ref of artifacts that are no longer live: a tree of them, see archive-layout.ts. */
export const ARCHIVE_REF = 'refs/opensession/handoff/archive';

/** Of a ref below ARTIFACTS_PREFIX. 200 characters leave room for the prefix, `.lock` and a loose ref's path. */
const ID = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9_-])?$/;

/**
 * Whether a text may be an artifact's id. Stricter than `git check-ref-format`: one path component of ASCII letters,
 * digits, `.`, `_`, `-`; begins with a letter or digit, ends without a dot; no `..`; no `.lock` at the end in any case.
 */
export const isArtifactId = (text: string): text is ArtifactId =>
  ID.test(text) && !text.includes('..') && !/\.lock$/i.test(text);

/** @throws invalid_artifact_id */
export const toArtifactId = (text: string): ArtifactId => {
  if (isArtifactId(text)) return text;
  throw new OpenSessionError(
    'invalid_artifact_id',
    `expected an artifact id of letters, digits, ".", "_" and "-" (1 to 200 characters, no ".." and no ".lock" at the end), found ${JSON.stringify(text.slice(0, 80))}`,
  );
};

export const artifactRef = (id: ArtifactId): string => `${ARTIFACTS_PREFIX}${id}`;

/** Where an unreadable ref of ours is set aside: its own name, and where it was, so that a second one finds a place too. */
export const quarantineRef = (ref: string, commit: string): string =>
  `${NAMESPACE}quarantine/${asideName(ref)}-${commit.slice(0, 12)}`;

/** In bytes of UTF-8, four a character, a file's name has room for them, the commit and `.lock`. */
const MOST_FOREIGN = 55;

const asideName = (ref: string): string => {
  const name = ref.startsWith(ARTIFACTS_PREFIX) ? artifactNameOf(ref) : ref.slice(ref.lastIndexOf('/') + 1);
  return isArtifactId(name) ? name : Array.from(name.replaceAll('/', '+')).slice(0, MOST_FOREIGN).join('');
};

/** What stands below ARTIFACTS_PREFIX in a ref that was listed there, be it an id or not. */
export const artifactNameOf = (ref: string): string => ref.slice(ARTIFACTS_PREFIX.length);

/** The id in a ref of ours, or undefined for any other ref. */
export const artifactIdOfRef = (ref: string): ArtifactId | undefined => {
  const id = ref.startsWith(ARTIFACTS_PREFIX) ? ref.slice(ARTIFACTS_PREFIX.length) : '';
  return isArtifactId(id) ? id : undefined;
};

/**
 * The id of an artifact that a command line names: an id, or a full ref below ARTIFACTS_PREFIX.
 * @throws invalid_artifact_id, also for a ref outside our namespace
 */
export const artifactIdOf = (idOrRef: string): ArtifactId =>
  toArtifactId(idOrRef.startsWith(ARTIFACTS_PREFIX) ? idOrRef.slice(ARTIFACTS_PREFIX.length) : idOrRef.trim());
