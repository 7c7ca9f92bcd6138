import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { error, type Found, type VerifyCheck } from './verify-check.ts';

export const commitForm: VerifyCheck = {
  id: 'commit_form',
  description: 'the commit says that it is a version of this artifact, and what it says is what it holds',
  integrity: true,
  find: ({ version, artifact_id, artifact }) => {
    const says = parseArtifactMessage(version.message);
    if (says === undefined) return [error('its commit is no version of an artifact')];
    const found: Found[] = [];
    if (says.artifact_id !== artifact_id)
      found.push(error(`its commit is a version of ${JSON.stringify(says.artifact_id)}`));
    if (artifact !== null && says.digest !== null && says.digest !== artifact.digest)
      found.push(error(`its commit names the digest ${says.digest}, artifact.json has ${artifact.digest ?? 'none'}`));
    return found;
  },
};
