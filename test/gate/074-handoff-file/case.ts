import { type GateCase, notes, weighs } from '../gate-case.ts';
import { renderArtifact } from '../../../src/engine/render-artifact.ts';
import { RECORDED } from '../policies.ts';
import type { Scene } from '../scene.ts';

/** The agent's work, with HANDOFF.md as the artifact renders it, or with `more` in it. */
const rendered = async ({ session, sh, world, read, write }: Scene, more = ''): Promise<void> => {
  const agent = session();
  agent.write('a.txt', 'agent\n');
  agent.ran('npm test');
  await agent.save();
  await renderArtifact(world(), { idOrRef: 'session-1' });
  if (more !== '') write('HANDOFF.md', `${read('HANDOFF.md')}${more}`);
  await sh('git add -A && git commit -qm work');
};

export const gateCase: GateCase = {
  title: 'HANDOFF.md is rendered from the artifact and committed, edited or not',
  ...notes('files_ignored', 'HANDOFF.md'),
  script: {
    'as it is': (scene) => rendered(scene),
    'no reason to doubt a check': {
      policy: RECORDED,
      default: 'pass',
      strict: 'fail',
      main: { code: 'evidence_recorded_only', default: 'note', strict: 'error' },
      script: (scene) => rendered(scene),
    },
    edited: { ...weighs('files_unclaimed', 'HANDOFF.md'), script: (scene) => rendered(scene, 'and more\n') },
  },
};
