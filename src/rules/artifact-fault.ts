import type { Artifact } from '../domain/artifact.ts';
import { validateArtifact } from '../generated/validate-artifact.js';

/** What is wrong with an artifact by `schemas/artifact.schema.json`; null for nothing. */
export const artifactFault = (artifact: Artifact): string | null => {
  if (validateArtifact(artifact)) return null;
  const [first] = validateArtifact.errors ?? [];
  return first === undefined
    ? 'it has not the shape of an artifact'
    : `${first.instancePath}: ${first.message ?? first.keyword}`;
};
