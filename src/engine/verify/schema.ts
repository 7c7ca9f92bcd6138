import { artifactFaults } from '../../rules/schema-faults.ts';
import { error, note, type VerifyCheck } from './verify-check.ts';

export const schema: VerifyCheck = {
  id: 'schema',
  description: 'artifact.json has the shape of its schema',
  integrity: true,
  find: ({ artifact }) => {
    if (artifact === null) return [];
    if (artifact.schema === undefined) return [note('it is an artifact of the older tool: its shape is not judged')];
    return artifactFaults(artifact).map((fault) => error(fault));
  },
};
