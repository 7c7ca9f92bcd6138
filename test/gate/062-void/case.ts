import type { GateCase } from '../gate-case.ts';
import { required, toldOfEach } from '../required.ts';

/** A check, and a run of it that checks nothing, or only a part. */
const VOID: readonly (readonly [check: string, line: string])[] = [
  ['npx jest', 'npx jest --passWithNoTests'],
  ['make test', 'make -n test'],
  ['npm run lint', 'npm run lint --if-present'],
  ['pytest', 'pytest --collect-only'],
  ['go test ./...', 'go test -run XXX ./...'],
  ['cargo test', 'cargo test --no-run'],
  ['npx tsc --noEmit', 'npx tsc --help'],
  ['npx eslint .', 'npx eslint --version'],
  ['npx vitest run', 'npx vitest run a.test.js'],
  ['npm test', 'npm test -- a.test.js'],
  ['mvn test', 'mvn test -DskipTests'],
];

export const gateCase: GateCase = {
  title: 'each required check was run so that it checks nothing, or only a part',
  policy: required(VOID.map(([check]) => check)),
  default: 'pass',
  strict: 'fail',
  main: { code: 'check_void', default: 'warning', strict: 'error' },
  script: {
    void: {
      also: toldOfEach('check_void', VOID.length),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        for (const [, line] of VOID) agent.ran(line);
        await agent.save();
        await sh('git commit -qam work');
      },
    },
    'a mention, another place': {
      policy: required(['npm test']),
      main: { code: 'verification_missing', default: 'warning', strict: 'error' },
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.ran('echo "npm test passes"');
        agent.ran('grep -rn "npm test" .');
        agent.ran('cd packages/empty && npm test');
        agent.ran('npm --prefix tools test');
        agent.ran('npm test --workspace empty');
        agent.ran('cd /srv/another-project && npm test');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
  },
};
