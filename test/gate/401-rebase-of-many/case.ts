import { MAIN } from '../../support/run-cli.ts';
import { type GateCase, PASSES } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const FILES = Array.from({ length: 6 }, (_, at) => `f${at + 1}.txt`);

const lines = (own: { readonly [line: number]: string } = {}): string =>
  Array.from({ length: 40 }, (_, at) => `${own[at] ?? `line ${at}`}\n`).join('');

const hooked = async ({ write, sh }: Scene): Promise<void> => {
  write('.git/hooks/post-rewrite', `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" hook post-rewrite "$@"\n`);
  await sh('chmod +x .git/hooks/*');
};

/** Main changes each file two lines below the agent's, where equal patches say nothing, and the branch is rebased. */
const rebased = async ({ write, sh }: Scene, by: string): Promise<void> => {
  await sh('git checkout -q main');
  for (const file of FILES) write(file, lines({ 3: by }));
  await sh(`git commit -qam '${by}' && git checkout -q work && git rebase -q main`);
};

/** CI has none of the claimed blobs: there the links alone speak. */
const pushed = async ({ sh, base }: Scene): Promise<{ readonly remote: { readonly base: string } }> => {
  await sh(`git init -q --bare "${base}/remote.git"
    git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
  return { remote: { base: `file://${base}/remote.git` } };
};

const work = async (scene: Scene): Promise<void> => {
  const { sh, write, session } = scene;
  await sh('git checkout -q main');
  for (const file of FILES) write(file, lines());
  await sh('git add -A && git commit -qm files && git checkout -q work && git reset -q --hard main');
  await hooked(scene);
  const agent = session();
  for (const file of FILES) {
    agent.write(file, lines({ 1: 'agent' }));
    await agent.sh(`git commit -qam 'edit ${file}'`);
  }
  await agent.save();
};

export const gateCase: GateCase = {
  title: 'a rebase of more commits than a handoff has versions, with our hook: all of them are linked',
  policy: 'wait_seconds = 0\n',
  ...PASSES,
  script: {
    once: async (scene) => {
      await work(scene);
      await rebased(scene, 'main');
      return pushed(scene);
    },
    'and again and again': async (scene) => {
      await work(scene);
      for (const turn of ['1', '2', '3', '4', '5']) await rebased(scene, `main ${turn}`);
      return pushed(scene);
    },
    // no link, no equal patch: what main did is taken out of each file
    'of many files, twice each, without our hook': async (scene) => {
      const { sh, session } = scene;
      await sh(`mkdir many; for i in $(seq 200); do cp long.txt many/$i.txt; done
        git add -A && git commit -qm many && git branch -f main`);
      const agent = session();
      for (const line of [5, 9]) {
        for (let at = 1; at <= 200; at++) agent.edit(`many/${at}.txt`, `long line ${line}\n`, `agent ${at} ${line}\n`);
        if (line === 9) await agent.save();
        await sh(`git commit -qam 'line ${line}'`);
      }
      await sh(`git checkout -q main && sed -i 's/^long line 3$/main/' many/*.txt && git commit -qam main
        git checkout -q work && git rebase -q main`);
      return pushed(scene);
    },
  },
};
