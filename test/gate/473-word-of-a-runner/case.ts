import { type GateCase, PASSES, type Variant, weighs } from '../gate-case.ts';

/** A check of the target branch, and a file that an agent changes. */
const changed = (command: string, path: string): Variant => ({
  policy: `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = ${JSON.stringify(command)}
rerun = true
timeout_seconds = 20
`,
  script: async ({ session, sh, write }) => {
    await sh('git checkout -q main');
    write(path, 'old\n');
    await sh('git add -A && git commit -qm tests && git checkout -q -B work');
    const agent = session();
    agent.write(path, 'new\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    return { rerunResults: [{ name: 'tests', result: 'success' }] };
  },
});

export const gateCase: GateCase = {
  title: 'the change has a file that is called as what a runner is told to do',
  ...PASSES,
  script: {
    'deno test': changed('deno test', 'test/index.js'),
    'bun test': changed('bun test', 'test.ts'),
    'deno lint': changed('deno lint', 'lint.ts'),
    'and one that it runs': { ...changed('deno run test.ts', 'test.ts'), ...weighs('definition_changed') },
    'and one that it runs without its ending': {
      ...changed('bun run test', 'test.ts'),
      ...weighs('definition_changed'),
    },
    'node has no such word': { ...changed('node test', 'test/index.js'), ...weighs('definition_changed') },
  },
};
