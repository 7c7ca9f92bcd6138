import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the session came to the repository, or to a directory in it, through a link',
  ...PASSES,
  script: {
    'to the repository': async ({ session, sh, base, dir }) => {
      const cwd = `${base}/link`;
      await sh(`ln -s "${dir}" "${cwd}"`);
      const agent = session({ cwd });
      agent.write('a.txt', 'agent\n');
      agent.edit('src/sum.js', 'a + b', 'b + a');
      await agent.save();
      await sh('git commit -qam work');
    },
    'to a directory in it': async ({ session, sh, dir }) => {
      await sh(
        'git checkout -q main && ln -s src lib && git add lib && git commit -qm link && git checkout -q -B work',
      );
      const agent = session();
      agent.edit('lib/sum.js', 'a + b', 'b + a');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work');
      return { cwd: dir };
    },
  },
};
