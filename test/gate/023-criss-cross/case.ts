import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'main and the branch merged each other: two merge bases',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'one\n');
    await agent.save();
    await sh('git commit -qam one');
    await sh(`git checkout -q main
      echo main > b.txt
      git commit -qam main
      git tag main-one
      git merge -q --no-ff -m 'merged early' work
      git checkout -q work
      git merge -q --no-edit main-one`);
    const second = session();
    second.write('c.txt', 'two\n');
    await second.save();
    await sh('git commit -qam two');
  },
  also: ({ strict }) =>
    strict.paths.length === 1 ? undefined : `paths: ${strict.paths.map(({ path }) => path).join()}`,
};
