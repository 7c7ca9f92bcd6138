import { type GateCase, type Script, weighs } from '../gate-case.ts';

/** Main had the work in a file of other content, and took it back; CI, which lacks the claimed content, is asked. */
const again =
  (lines: readonly number[], bring: string): Script =>
  async ({ session, sh, base }) => {
    for (const line of lines) {
      const agent = session();
      agent.edit('long.txt', `long line ${line}\n`, `agent line ${line}\n`);
      await agent.save();
      await sh(`git commit -qam 'line ${line}'`);
    }
    await sh(`git checkout -q main
      git merge -q --squash work > /dev/null
      sed -i 's/^long line 7$/main line 7/' long.txt && git commit -qam squashed
      sed -i 's/^agent line/long line/' long.txt && git commit -qam back
      git checkout -q -B work main
      ${bring}
      git commit -qam again
      git init -q --bare "${base}/remote.git"
      git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
    return { remote: { base: `file://${base}/remote.git` } };
  };

export const gateCase: GateCase = {
  title: 'main had the work in a file that it went on to change, took it back, and it is brought again',
  ...weighs('path_drifted', 'long.txt'),
  default: 'fail',
  beside: ['handoff_missing'],
  policy: 'require = "always"\nwait_seconds = 0\n',
  script: {
    'as it was': again([5], "sed -i 's/^long line 5$/agent line 5/' long.txt"),
    'of two agents in turn': again(
      [5, 9],
      "sed -i -e 's/^long line 5$/agent line 5/' -e 's/^long line 9$/agent line 9/' long.txt",
    ),
  },
};
