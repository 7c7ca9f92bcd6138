import { validateArtifact } from '../generated/validate-artifact.js';
import { validateManifest } from '../generated/validate-manifest.js';

/** More are of no use to anybody. */
const MAX_FAULTS = 20;

/** What is wrong with a value as `schemas/artifact.schema.json` says it has to be; empty: nothing. */
export const artifactFaults = (value: unknown): readonly string[] => faultsBy(validateArtifact, value);

/** The same by `schemas/manifest.schema.json`. */
export const manifestFaults = (value: unknown): readonly string[] => faultsBy(validateManifest, value);

const faultsBy = (validate: typeof validateArtifact | typeof validateManifest, value: unknown): readonly string[] => {
  if (validate(value)) return [];
  const faults = (validate.errors ?? []).map(
    ({ instancePath, message, keyword }) => `${instancePath === '' ? '/' : instancePath}: ${message ?? keyword}`,
  );
  return [...new Set(faults)].slice(0, MAX_FAULTS);
};
