import { type GateCase, refuses, type Script } from '../gate-case.ts';

/** Main had the work in a file of other content, and took it back; CI, which lacks the claimed content, is asked. */
const again =
  (lines: readonly number[], main: number, bring: string): Script =>
  async ({ session, sh, base }) => {
    for (const line of lines) {
      const agent = session();
      agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
      await agent.save();
      await sh(`git commit -qam 'line ${line}'`);
    }
    await sh(`git checkout -q main
      git merge -q --squash work > /dev/null
      sed -i 's/^long line ${main}$/main line ${main}/' long.txt && git commit -qam squashed
      sed -i 's/^agent line/long line/' long.txt && git commit -qam back
      for at in 31 32 33 34 35 36 37 38 39 40; do
        sed -i 's/^long line '$at'$/main line '$at'/' long.txt && git commit -qam "main $at"
      done
      git checkout -q -B work main
      ${bring}
      git init -q --bare "${base}/remote.git"
      git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
    return { remote: { base: `file://${base}/remote.git` } };
  };

const bring = (...lines: readonly number[]): string =>
  `sed -i ${lines.map((line) => `-e 's/^long line ${line}$/agent line ${line}/'`).join(' ')} long.txt
   git commit -qam again
`;

export const gateCase: GateCase = {
  title: 'main had the work in a file that it went on to change, took it back, and it is brought again',
  ...refuses('handoff_missing'),
  beside: ['files_unclaimed'],
  policy: 'require = "always"\nwait_seconds = 0\n',
  script: {
    'as it was': again([5], 7, bring(5)),
    // an equal patch brings it again
    'beside an edit far away': again([5], 30, bring(5)),
    'of two agents in turn': again([5, 9], 7, bring(5, 9)),
    'of two agents in turn, beside an edit far away': again([5, 15], 30, bring(5) + bring(15)),
  },
};
