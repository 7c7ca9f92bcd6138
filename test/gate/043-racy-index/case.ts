import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'an edit of the same size in the very tick in which the index was written',
  ...PASSES,
  script: async ({ session, sh }) => {
    await sh('git config core.trustctime false && git config core.checkStat minimal', { asIs: true });
    const agent = session();
    agent.edit('src/sum.js', 'a + b', 'a - b');
    // one time for the file before, the index, and the file after: nothing but the content tells them apart
    await sh(
      `cp src/sum.js ../sum.js
       git checkout -q src/sum.js
       touch -d @1700000000 src/sum.js
       git update-index --refresh > /dev/null || true
       git add src/sum.js
       cat ../sum.js > src/sum.js
       touch -d @1700000000 src/sum.js .git/index`,
      { asIs: true },
    );
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
  also: ({ strict }) =>
    strict.paths.map(({ path }) => path).join() === 'src/sum.js' ? undefined : 'not in the change',
};
