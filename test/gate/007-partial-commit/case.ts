import { type GateCase, PASSES, type Script } from '../gate-case.ts';

const partly =
  (hint?: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    for (const path of ['a.txt', 'b.txt', 'new.txt']) agent.write(path, `agent ${path}\n`);
    await agent.save();
    await sh('git add a.txt && git commit -qm part');
    if (hint === undefined) return;
    await sh(hint);
    await agent.save();
  };

export const gateCase: GateCase = {
  title: 'one of three claimed files is committed',
  default: 'pass',
  strict: 'fail',
  main: { code: 'claim_left_out', default: 'note', strict: 'error', path: 'b.txt' },
  script: {
    'the others lie there': partly(),
    'saved again, as they lie there': partly('true'),
    'put aside, and saved again, as the hint says': {
      ...PASSES,
      script: partly(`git stash push --include-untracked -- b.txt
        git stash push --include-untracked -- new.txt`),
    },
  },
};
