import { forge } from '../forge.ts';
import { type GateCase, refuses } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the JSON of an artifact is edited, with its digest refitted or not',
  ...refuses('manifest_inconsistent'),
  beside: ['handoff_missing', 'files_unclaimed'],
  script: {
    'a rider claimed afterwards': async (scene) => {
      const agent = scene.session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await scene.sh(`echo rider > b.txt
        git commit -qam 'work

Handoff: session-1'`);
      const rider = await scene.sh('git rev-parse main:b.txt HEAD:b.txt');
      const [before = '', after = ''] = rider.split('\n');
      await forge(scene, 'session-1', {
        manifest: (manifest) => ({
          ...manifest,
          entries: [
            ...manifest.entries,
            {
              path: 'b.txt',
              before: { mode: '100644', oid: before },
              after: { mode: '100644', oid: after },
              claimed: true,
              by: 'edit-tool',
              key: null,
            },
          ],
        }),
      });
    },
    'the digest as it was': {
      ...refuses('digest_mismatch'),
      script: async (scene) => {
        const agent = scene.session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await scene.sh(`git commit -qam 'work

Handoff: session-1'`);
        await forge(scene, 'session-1', {
          artifact: (artifact) => ({ ...artifact, updated_at: '2000-01-01T00:00:00Z' }),
          refit: false,
        });
      },
    },
  },
};
