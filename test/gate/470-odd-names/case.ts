import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const NAMES = { quotes: 'a"\'b.js', 'a tab': 'a\tb.js', 'a line break': 'a\nb.js', spaces: ' a b .js' };
const BACKSLASH = 'a\\b.js';

const written =
  (path: string): Script =>
  async ({ session, sh }) => {
    await sh('git checkout -q -B work');
    const agent = session();
    agent.write(path, 'agent\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

const byLine =
  (path: string): Script =>
  async ({ session, sh }) => {
    await sh('git checkout -q -B work');
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.sh(`cp src/sum.js '${path.replaceAll("'", String.raw`'\''`)}'; rm src/sum.js`);
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

export const gateCase: GateCase = {
  title: 'names that git puts in quotes',
  ...PASSES,
  script: {
    ...Object.fromEntries(
      Object.entries(NAMES).flatMap(([name, path]) => [
        [`${name}: an edit tool`, written(path)],
        [`${name}: a line of a shell`, byLine(path)],
      ]),
    ),
    'a backslash: an edit tool': written(BACKSLASH),
    // it separates folders on Windows, and the line does not tell where it ran
    'a backslash: a line of a shell': { script: byLine(BACKSLASH), ...weighs('files_unclaimed', BACKSLASH) },
  },
};
