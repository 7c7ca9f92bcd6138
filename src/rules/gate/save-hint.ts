import { plainId } from '../../domain/named-artifact.ts';
import { shellWord } from '../../domain/shell-word.ts';

/** Makes a new version of an artifact from the newest session: under another id the old one would go on to claim what it did. */
export const saveHint = (artifact: string): string =>
  `opensession session handoff save --last --artifact-id ${shellWord(plainId(artifact))}`;

/**
 * A version that cannot be read lets none be put on top of it, and one that must not be there stays below what is. So the
 * removal is pushed first: else what is saved is joined with the version that the remote has still. Where nothing can be
 * saved nothing is removed, and what else is here is neither sent nor in the way.
 * @param sessions how many it holds: of a removed one none are kept
 */
export const anewHint = (artifact: string, sessions: number): string => {
  const id = shellWord(plainId(artifact));
  const push = `opensession session handoff artifact push ${id}`;
  const steps = [
    'opensession session handoff save --last --dry-run',
    `opensession session handoff artifact rm ${id}`,
    push,
    saveHint(artifact),
    push,
  ];
  const all = sessions > 1 ? `; it holds ${sessions} sessions: name them all in place of --last` : '';
  return `${steps.join(' && ')}; without both pushes where it was never pushed${all}`;
};

/** A path is no option, whatever it begins with. */
export const byHandHint = (path: string): string =>
  `opensession session handoff save --by-hand REASON ${shellWord(path.startsWith('-') ? `./${path}` : path)}`;
