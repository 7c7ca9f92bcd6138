import { type GateCase, weighs } from '../gate-case.ts';
import { RERUN } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'attributes of the change say that the script of a check is written otherwise into a checkout',
  policy: RERUN,
  ...weighs('definition_changed'),
  beside: ['evidence_recorded_only'],
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('.gitattributes', 'scripts/test.sh working-tree-encoding=UTF-7\n');
    agent.ran('sh scripts/test.sh');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
