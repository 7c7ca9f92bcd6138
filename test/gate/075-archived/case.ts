import { archiveArtifacts } from '../../../src/engine/archive-artifacts.ts';
import { type GateCase, PASSES, refuses } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const saved = async ({ session, sh }: Scene): Promise<void> => {
  const agent = session();
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh(`git commit -qam 'work

Handoff: session-1'`);
};

export const gateCase: GateCase = {
  title: 'the handoff went into the archive before the merge, or is gone, or was never pushed',
  ...PASSES,
  script: {
    archived: async (scene) => {
      await saved(scene);
      await archiveArtifacts(scene.world(), { idsOrRefs: ['session-1'], merged: false, force: true });
    },
    pruned: {
      ...refuses('handoff_missing'),
      beside: ['artifact_named_missing', 'files_unclaimed'],
      script: async (scene) => {
        await saved(scene);
        await scene.sh('git update-ref -d refs/opensession/handoff/artifacts/session-1');
      },
    },
  },
};
