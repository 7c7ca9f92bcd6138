import { plainId } from '../../domain/named-artifact.ts';
import { shellWord } from '../../domain/shell-word.ts';

/** Makes a new version of an artifact from the newest session: under another id the old one would go on to claim what it did. */
export const saveHint = (artifact: string): string =>
  `opensession session handoff save --last --artifact-id ${shellWord(plainId(artifact))}`;

/** A version that cannot be read lets none be put on top of it. */
export const anewHint = (artifact: string): string =>
  `opensession session handoff artifact rm ${shellWord(plainId(artifact))} && ${saveHint(artifact)}`;
