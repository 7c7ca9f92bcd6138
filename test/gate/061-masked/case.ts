import type { GateCase } from '../gate-case.ts';
import { required, toldOfEach } from '../required.ts';

/** A check, and a line around it that ends with zero whatever it finds. */
const MASKED: readonly (readonly [check: string, line: string])[] = [
  ['npm test', 'npm test || true'],
  ['npm run lint', 'npm run lint; true'],
  ['npx tsc --noEmit', 'npx tsc --noEmit | tail -n 5'],
  ['npx eslint .', 'npx eslint . & sleep 1'],
  ['cargo test', 'if cargo test; then :; fi'],
  ['go test ./...', 'echo $(go test ./...)'],
  ['pytest', 'export OUT=$(pytest)'],
  ['mypy .', "trap 'exit 0' EXIT; mypy ."],
  ['ruff check .', 'ruff() { true; }; ruff check .'],
  ['flake8 .', 'PATH=./fake:$PATH flake8 .'],
  ['rspec', 'for at in 1 2; do rspec; done'],
  ['shellcheck a.sh', "find . -name a.sh -exec shellcheck a.sh ';'"],
  ['cargo clippy', '! cargo clippy'],
  ['cargo build', 'cargo build; exit 0'],
  ['make test', 'alias make=true\nmake test'],
  ['phpunit', 'coproc phpunit; wait'],
];

export const gateCase: GateCase = {
  title: 'the exit status of each required check is hidden by the line around it',
  policy: required(MASKED.map(([check]) => check)),
  default: 'pass',
  strict: 'fail',
  main: { code: 'verification_masked', default: 'warning', strict: 'error' },
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    for (const [, line] of MASKED) agent.ran(line);
    await agent.save();
    await sh('git commit -qam work');
  },
  also: toldOfEach('verification_masked', MASKED.length),
};
