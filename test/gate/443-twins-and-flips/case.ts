import { type GateCase, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

/** Two files of an agent, committed and then followed by what a person does. */
const then =
  (what: string) =>
  async ({ session, sh }: Scene): Promise<void> => {
    const agent = session();
    agent.write('b.txt', 'agent\n');
    agent.write('new.txt', 'agent\n');
    await agent.save();
    await sh(`git add -A && git commit -qm work && ${what} && git commit -qm person`);
  };

const unclaimed = (path: string, what: string) => ({ script: then(what), ...weighs('files_unclaimed', path) });
const drifted = (what: string) => ({ script: then(what), ...weighs('path_drifted', 'new.txt') });

export const gateCase: GateCase = {
  title: 'a person puts something that looks like it beside, or in the place of, what an agent made',
  ...weighs('files_unclaimed'),
  script: {
    'a twin by case': unclaimed('NEW.txt', 'echo other > NEW.txt && git add -A'),
    'a twin in another script': unclaimed('n\u0435w.txt', 'echo other > n\u0435w.txt && git add -A'),
    'a link in its place': drifted('rm new.txt && ln -s /etc/hostname new.txt && git add -A'),
    'a submodule in its place': drifted(
      'git rm -q --cached new.txt && git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),new.txt',
    ),
    'a folder in its place': {
      ...unclaimed('new.txt/x', 'rm new.txt && mkdir new.txt && echo x > new.txt/x && git add -A'),
      beside: ['path_drifted'],
    },
    'one of a merge group brings another file': {
      ...weighs('files_unclaimed', 'rider.txt'),
      script: async ({ session, sh }) => {
        for (const name of ['one', 'two', 'three']) {
          await sh(`git checkout -q -B ${name} main`);
          const agent = session();
          agent.write(`${name}.txt`, 'agent\n');
          await agent.save();
          await sh(`${name === 'two' ? 'echo other > rider.txt && ' : ''}git add -A && git commit -qm ${name}`);
        }
        await sh(`git checkout -q -B queue main
          for name in one two three; do git merge -q --squash $name && git commit -qm "$name"; done`);
        return { head: 'queue' };
      },
    },
  },
};
