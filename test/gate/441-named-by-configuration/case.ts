import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const TESTS = `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = "npm test"
rerun = true
timeout_seconds = 20
`;

/** A configuration on the target branch, and a file that an agent changes. */
const changed =
  (configuration: string, path: string): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main
      mkdir -p test src/config && ${configuration}
      git add -A && git commit -qm tests && git checkout -q -B work`);
    const agent = session();
    agent.write(path, 'process.exit(0);\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    return { rerunResults: [{ name: 'tests', result: 'success' }] };
  };

const JEST = `echo "module.exports = { setupFiles: ['<rootDir>/test/env.js'] };" > jest.config.js`;

export const gateCase: GateCase = {
  title: 'the change has another file that a configuration of the target branch loads before the tests',
  policy: TESTS,
  ...weighs('definition_changed'),
  script: {
    'setupFiles of jest': changed(JEST, 'test/env.js'),
    'by its name': changed('touch src/config/.keep', 'jest.setup.js'),
    'what a script of the package requires': changed(
      `echo '{"name":"demo","scripts":{"test":"mocha -r test/env.js"}}' > package.json`,
      'test/env.js',
    ),
    'globalSetup, as a runner resolves it': changed(
      `echo "module.exports = { globalSetup: require.resolve('./test/up') };" > jest.config.js`,
      'test/up.js',
    ),
    'what a package is, and how it is built': {
      script: changed(
        `echo '{"name":"demo","exports":{"require":"./lib/index.cjs"},"scripts":{"test":"mocha","build":"cp -r src dist"}}' > package.json`,
        'lib/index.cjs',
      ),
      ...PASSES,
    },
    'what a script copies': {
      script: changed(
        `echo '{"name":"demo","scripts":{"test":"mocha","build":"cp -r src dist"}}' > package.json`,
        'src/index.js',
      ),
      ...PASSES,
    },
    'another file beside it': { script: changed(JEST, 'test/sum.js'), ...PASSES },
    'a part of what is built': { script: changed(JEST, 'src/config/database.config.ts'), ...PASSES },
  },
};
