import { type GateCase, refuses } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';
import type { Scene } from '../scene.ts';

const alone = async ({ sh }: Scene): Promise<void> => {
  await sh('echo person > a.txt && git commit -qam person');
};

export const gateCase: GateCase = {
  title: 'a person alone: asked for nothing, but where a handoff is asked for always',
  ...refuses('handoff_missing'),
  beside: ['files_unclaimed'],
  script: {
    'agent-commits': {
      default: 'pass',
      main: { code: 'handoff_missing', default: null, strict: 'error' },
      script: alone,
    },
    always: { policy: ALWAYS, script: alone },
    dependabot: {
      default: 'pass',
      main: { code: 'handoff_missing', default: null, strict: 'error' },
      script: async ({ sh }) => {
        await sh(`echo bumped > a.txt
          git commit -qam bump --author 'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>'`);
      },
    },
  },
};
