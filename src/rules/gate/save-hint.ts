import type { JudgedArtifact } from '../../domain/judgement.ts';
import { plainId } from '../../domain/named-artifact.ts';
import { shellWord } from '../../domain/shell-word.ts';

/** What is to be saved anew. */
type Saved = Pick<JudgedArtifact, 'id' | 'by_hand' | 'session_ids'>;

/** Makes a new version of an artifact from what it is of: under another id the old one would go on to claim what it did. */
export const saveHint = (artifact: Pick<Saved, 'id' | 'by_hand'>): string => `${saveOf(artifact)} ${underId(artifact)}`;

/** Of a session the newest; what a person claimed under that id is claimed again without being named. */
const saveOf = ({ by_hand }: Pick<Saved, 'by_hand'>): string =>
  `opensession session handoff save ${by_hand === null ? '--last' : '--by-hand REASON'}`;

const underId = ({ id }: Pick<Saved, 'id'>): string => `--artifact-id ${shellWord(plainId(id))}`;

/**
 * A version that cannot be read lets none be put on top of it, and one that must not be there stays below what is. So the
 * removal is pushed first: else what is saved is joined with the version that the remote has still. Where nothing can be
 * saved nothing is removed, and what else is here is neither sent nor in the way. Of a removed one no session is kept.
 */
export const anewHint = (artifact: Saved): string => {
  const id = shellWord(plainId(artifact.id));
  const push = `opensession session handoff artifact push ${id}`;
  // once it is removed nobody knows what it claimed
  const again = artifact.by_hand === null ? saveHint(artifact) : `${saveHint(artifact)} PATHS`;
  const steps = [
    artifact.by_hand === null ? `${saveOf(artifact)} --dry-run` : `${again} --dry-run`,
    `opensession session handoff artifact rm ${id}`,
    push,
    again,
    push,
  ];
  const sessions = artifact.session_ids.length;
  const all = sessions > 1 ? `; it holds ${sessions} sessions: name them all in place of --last` : '';
  return `${steps.join(' && ')}; without both pushes where it was never pushed${all}`;
};

/** A path is no option, whatever it begins with. */
export const byHandHint = (path: string): string =>
  `opensession session handoff save --by-hand REASON ${shellWord(path.startsWith('-') ? `./${path}` : path)}`;
