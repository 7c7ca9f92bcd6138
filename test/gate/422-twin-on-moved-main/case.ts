import { type GateCase, type Judged, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const BODY = '  one();\n  two();\n  three();\n';
const AFTER = '  four();\n  five();\n  six();\n';
const rooms = (own: { readonly [room: string]: string } = {}): string =>
  ['hall', 'kitchen', 'attic'].map((room) => `// ${room}\n${BODY}${own[room] ?? ''}${AFTER}`).join('');

const pushed = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/remote.git"
    git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
  return { remote: { base: `file://${base}/remote.git` } };
};

/** The agent adds a line in one of places that are alike; it comes to another one, on a main that moved. */
const put =
  (room: string, then: (scene: Scene) => Promise<Judged | void> = async () => {}): Script =>
  async (scene) => {
    const { session, sh, write } = scene;
    await sh('git checkout -q main');
    write('rooms.js', rooms());
    await sh('git add -A && git commit -qm rooms && git checkout -q -B work');
    const agent = session();
    agent.write('rooms.js', rooms({ kitchen: '  open();\n' }));
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git checkout -q -f main
      sed -i '1s/hall/the hall/' rooms.js && git commit -qam main
      git checkout -q -B work && echo agent > a.txt`);
    write('rooms.js', rooms({ [room]: '  open();\n' }).replace('// hall', '// the hall'));
    await sh('git commit -qam work');
    return then(scene);
  };

/** Two sessions in turn, each committed, and rebased; the second one's line may come to another place. */
const later =
  (room: string): Script =>
  async (scene) => {
    const { session, sh, write } = scene;
    await sh('git checkout -q main');
    write('rooms.js', rooms());
    await sh('git add -A && git commit -qm rooms && git checkout -q -B work');
    const first = session();
    first.write('rooms.js', `${rooms()}// end\n`);
    await first.save();
    await sh('git commit -qam first');
    const second = session();
    second.write('rooms.js', `${rooms({ kitchen: '  open();\n' })}// end\n`);
    second.write('a.txt', 'agent\n');
    await second.save();
    await sh(`git reset -q --hard && git checkout -q main
      sed -i '1s/hall/the hall/' rooms.js && git commit -qam main
      git checkout -q work && git rebase -q main && echo agent > a.txt`);
    write('rooms.js', `${rooms({ [room]: '  open();\n' }).replace('// hall', '// the hall')}// end\n`);
    await sh('git commit -qam second && rm -rf .git/logs');
    return pushed(scene);
  };

export const gateCase: GateCase = {
  title: 'main moved, and what is claimed of one of two like places is done to the other',
  ...weighs('path_drifted', 'rooms.js'),
  script: {
    'the other one': put('attic'),
    'the other one, in CI': put('attic', pushed),
    'the one that is claimed': { ...PASSES, script: put('kitchen') },
    'the one that is claimed, in CI': { ...PASSES, script: put('kitchen', pushed) },
    // of the second turn nobody has what it began with
    'the other one in a later turn, in CI': later('attic'),
    'the one that is claimed in a later turn, in CI': { ...PASSES, script: later('kitchen') },
  },
};
