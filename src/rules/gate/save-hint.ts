import { plainId } from '../../domain/named-artifact.ts';
import { shellWord } from '../../domain/shell-word.ts';

/** Makes a new version of an artifact from the newest session: under another id the old one would go on to claim what it did. */
export const saveHint = (artifact: string): string =>
  `opensession session handoff save --last --artifact-id ${shellWord(plainId(artifact))}`;

const PUSH = 'opensession session handoff artifact push';

/**
 * A version that cannot be read lets none be put on top of it, and one that must not be there stays below what is. So the
 * removal is pushed first: else what is saved is joined with the version that the remote has still.
 */
export const anewHint = (artifact: string): string =>
  `opensession session handoff artifact rm ${shellWord(plainId(artifact))} && ${PUSH} && ${saveHint(artifact)} && ${PUSH}; without both pushes where it was never pushed`;

/** A path is no option, whatever it begins with. */
export const byHandHint = (path: string): string =>
  `opensession session handoff save --by-hand REASON ${shellWord(path.startsWith('-') ? `./${path}` : path)}`;
