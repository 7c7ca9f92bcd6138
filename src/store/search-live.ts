import { type CandidateHints, chooseCandidates, messageMatcher } from '../domain/choose-candidates.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { NamedArtifact } from '../domain/named-artifact.ts';
import { type ArtifactId, artifactRef, isArtifactId } from '../domain/refs.ts';
import { refTargets } from '../git/ref-targets.ts';
import type { FoundArtifact } from './artifact-search.ts';
import type { Place } from './place.ts';
import { pinnedVersion } from './pinned-version.ts';
import { MESSAGES, tipMessages } from './tip-messages.ts';

/** Those of the given names, each at its pin if it has one. */
export const namedHere = async (place: Place, names: readonly NamedArtifact[]): Promise<readonly FoundArtifact[]> => {
  const ids = names.map(({ id }) => id).filter(isArtifactId);
  if (ids.length === 0) return [];
  const tips = await refTargets(place, ids.map(artifactRef));
  const found: FoundArtifact[] = [];
  for (const id of ids) {
    const tip = tips.get(artifactRef(id));
    const pin = names.find((name) => name.id === id)?.version ?? null;
    if (tip !== undefined) found.push(await pinnedVersion(place, { origin: 'base', id, commit: tip }, pin));
  }
  return found;
};

export interface Heard {
  readonly found: readonly FoundArtifact[];
  /** Their object is gone or damaged: what they say is not known. */
  readonly unread: readonly ArtifactId[];
}

/** From the messages of all. @param begun by `beginMessages` */
export const alikeHere = async (
  place: Place,
  hints: CandidateHints,
  begun: BegunMessages = NONE_BEGUN,
): Promise<Heard> => {
  const match = messageMatcher(hints);
  const tips = await tipMessages(
    place,
    ({ id, type, commit, time, message }) => ({
      unread: type === 'missing' || type === 'broken' ? id : undefined,
      heard: match({ origin: 'base', id, commit, time }, message),
    }),
    await begun,
  );
  return {
    found: chooseCandidates(tips.flatMap(({ heard }) => heard ?? [])),
    unread: tips.flatMap(({ unread }) => unread ?? []),
  };
};

/** What `for-each-ref` prints of them; null: more than is held in memory, or it failed. */
export type BegunMessages = Promise<readonly Buffer[] | null>;

const NONE_BEGUN: BegunMessages = Promise.resolve(null);

/** Reads the messages beside other work, before it is known what is looked for in them. @param limit bytes that are held */
export const beginMessages = async ({ git, cwd }: Place, limit = MAX_HELD): BegunMessages => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const tooMany = new AbortController();
  const onOutput = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    else tooMany.abort('more messages than are held in memory');
  };
  try {
    await git.run(MESSAGES, { cwd, onOutput, signal: tooMany.signal });
    return chunks;
  } catch (error) {
    if (error instanceof OpenSessionError) return null; // who needs them asks again, and is told
    throw error;
  }
};

const MAX_HELD = 32 * 1024 * 1024;
