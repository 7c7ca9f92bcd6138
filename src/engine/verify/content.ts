import { hasTwins } from '../../domain/json-keys.ts';
import { error, type Found, note, type VerifyCheck } from './verify-check.ts';

export const content: VerifyCheck = {
  id: 'digest',
  description:
    'artifact.json can be read in one way, is this artifact, and fits its digest; HANDOFF.md is its Markdown',
  integrity: true,
  find: ({ version, artifact_id, artifact, fault }) => {
    const text = version.files.get('artifact.json')?.toString('utf8');
    if (text === undefined) return []; // tree_shape says so
    if (artifact === null) return [error(fault ?? 'artifact.json cannot be read')];
    const found: Found[] = [];
    if (hasTwins(text, artifact)) found.push(error('artifact.json names a key of an object twice'));
    if (artifact.artifact_id !== artifact_id)
      found.push(error(`expected artifact.json of ${artifact_id}, found ${JSON.stringify(artifact.artifact_id)}`));
    if (artifact.digest === undefined)
      found.push(
        artifact.schema === undefined
          ? note('it has no digest: the older tool writes none')
          : error('artifact.json has lost its digest'),
      );
    const markdown = version.files.get('HANDOFF.md')?.toString('utf8');
    if (markdown !== undefined && markdown !== artifact.derived_markdown)
      found.push(error('HANDOFF.md is not the Markdown that artifact.json holds'));
    return found;
  },
};
