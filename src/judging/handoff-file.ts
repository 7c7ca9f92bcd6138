import { blobId } from '../domain/blob-id.ts';
import type { ChangeFacts } from '../domain/change-facts.ts';
import { HANDOFF_FILE } from '../domain/handoff-file.ts';
import type { PathState } from '../domain/path-state.ts';
import type { ReadArtifact } from './read-artifact.ts';

export interface HandoffFile {
  /** It is in the change, and exactly what an artifact of the change says. */
  readonly isRendered: (path: string) => boolean;
  /** Neither at the save nor at the head there is anything in it that an artifact does not say. */
  readonly isInert: (path: string, read: ReadArtifact) => boolean;
}

/**
 * HANDOFF.md is written after everything, from the artifact: it need not be claimed, and no check runs on it.
 * @param versions of artifacts that are bound or named
 */
export const handoffFile = async (
  { paths, object_format }: ChangeFacts,
  versions: readonly ReadArtifact[],
): Promise<HandoffFile> => {
  const texts = versions.flatMap(({ artifact }) => artifact?.derived_markdown ?? []);
  const rendered = new Set(
    await Promise.all(texts.map((text) => blobId(text.endsWith('\n') ? text : `${text}\n`, object_format))),
  );
  const isOurs = (state: PathState): boolean => state?.mode === '100644' && rendered.has(state.oid);
  const change = paths.get(HANDOFF_FILE);
  return {
    isRendered: (path) => path === HANDOFF_FILE && change !== undefined && isOurs(change.head),
    isInert: (path, { manifest }) =>
      path === HANDOFF_FILE &&
      (change === undefined || change.head === null || isOurs(change.head)) &&
      (manifest?.entries ?? []).every((entry) => entry.path !== path || entry.after === null || isOurs(entry.after)),
  };
};
