import { validateArtifact } from '../generated/validate-artifact.js';

/** More are of no use to anybody. */
const MAX_FAULTS = 20;

/** What is wrong with a value as `schemas/artifact.schema.json` says it has to be; empty: nothing. */
export const artifactFaults = (value: unknown): readonly string[] => {
  if (validateArtifact(value)) return [];
  const faults = (validateArtifact.errors ?? []).map(
    ({ instancePath, message, keyword }) => `${instancePath === '' ? '/' : instancePath}: ${message ?? keyword}`,
  );
  return [...new Set(faults)].slice(0, MAX_FAULTS);
};
