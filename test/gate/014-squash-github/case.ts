import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'squashed as GitHub does it, the trailers of two commits in the middle of the body; judged on the push',
  ...PASSES,
  script: async ({ session, sh }) => {
    const one = session();
    one.write('a.txt', 'first\n');
    await one.save();
    await sh(`git commit -qam 'first

Handoff: session-1'`);
    const two = session();
    two.write('b.txt', 'second\n');
    const version = await two.save();
    await sh(`git commit -qam 'second

Handoff: session-2@${version.slice(0, 12)}'`);
    await sh(`git checkout -q -b pushed main
      git merge -q --squash work > /dev/null
      git commit -q -m 'Work (#7)

* first

Handoff: session-1

* second

Handoff: session-2@${version.slice(0, 12)}
'`);
  },
  also: ({ strict }) => {
    const named = strict.artifacts.map((artifact) => artifact.named);
    return named.includes('named') && named.includes('pinned') ? undefined : `named: ${named.join()}`;
  },
};
