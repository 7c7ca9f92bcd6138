import { expect, test } from 'vitest';
import { soughtChecks } from '../../../src/engine/gate/sought-checks.ts';

const required = (command: string) => ({
  name: 'a',
  command,
  cwd: '.',
  definition: [],
  rerun: false,
  setup: '',
  network: false,
  timeout_seconds: 60,
});

const soughtFor = async (command: string) =>
  (await soughtChecks({ files: async (paths) => paths.map(() => null) }, [required(command)])).get('a');

test.each([
  ['npx vitest run', 'vitest'],
  ['npm ci && npx vitest run', 'vitest'],
  ['corepack enable && pnpm install --frozen-lockfile && npx vitest run', 'vitest'],
  ['set -o pipefail; npx vitest run | tee log', 'vitest'],
  ['. .venv/bin/activate && pytest', 'pytest'],
  ['cd web && npx vitest run', 'vitest @web'],
  ['CI=1 PATH="$PWD/node_modules/.bin:$PATH" vitest run', 'vitest'],
  ['make -j$(nproc) test', 'make test'],
  ["npx jest -t 'all$'", 'jest [-t all$]'],
  ['npx eslint src/*.js', 'eslint [src/*.js]'],
  ['coverage report --fail-under=90', 'coverage report +[--fail-under 90]'],
  ['python3 -m venv .venv && . .venv/bin/activate && python3 -m pip install -r a.txt && pytest', 'pytest'],
  ['uv pip install -r a.txt && uv run pytest', 'pytest'],
  ['go mod download && go test ./...', 'go test'],
  ['yarn --frozen-lockfile && yarn vitest run', 'vitest'],
  ['git submodule update --init && npx playwright install --with-deps && npx playwright test', 'playwright test'],
  ['RUST_BACKTRACE=1 CARGO_TERM_COLOR=always cargo test', 'cargo test'],
  ['export PYTHONUNBUFFERED=1 && PYTHONDONTWRITEBYTECODE=1 pytest', 'pytest'],
  ['which node && node -v && npm --version && npx vitest run', 'vitest'],
])('%s is recorded as %s', async (command, id) => {
  expect(await soughtFor(command)).toEqual({ id, words: null });
});

test.each([
  ['INTEGRATION=1 pytest', 'pytest INTEGRATION=1', 'INTEGRATION=1 pytest'],
  ['docker compose run app pytest', 'pytest @?app', 'docker compose run app pytest'],
  ['cd api && pip install -e . && LEVEL=1 pytest', 'pytest LEVEL=1 @api', 'LEVEL=1 pytest'],
  ['npm ci && docker compose run app pytest', 'pytest @?app', 'docker compose run app pytest'],
])('%s is recorded as %s, and known by its words alone: %s', async (command, id, words) => {
  expect(await soughtFor(command)).toEqual({ id, words });
});

test.each([
  ['npx vitest run && npx eslint .', ['vitest', 'eslint']],
  ['coverage run -m pytest && coverage report --fail-under=90', ['pytest', 'coverage report +[--fail-under 90]']],
  ['npx vitest run && node scripts/check-licences.js', ['vitest']],
  ['./before.sh && pytest', ['pytest']],
  ['git diff --exit-code && pytest', ['pytest']],
  ['echo 1 > config && pytest', ['pytest']],
  ['pytest && exit 1', ['pytest']],
  ['. ./env.sh && pytest', ['pytest']],
  ['pytest || ./other.sh', []],
  ['if pytest; then ./other.sh; fi', []],
  ['! pytest', []],
  ['! (pytest)', []],
  ['pytest $WHICH', ['pytest [$WHICH]']],
  ['LEVEL=$LEVEL pytest', ['pytest LEVEL']],
  ['export LEVEL=2 && pytest', ['pytest LEVEL=2']],
  ['export LEVEL=2 && DEPTH=1 pytest', ['pytest DEPTH=1 LEVEL=2']],
  ['(cd "$WHERE" && LEVEL=1 pytest)', ['pytest LEVEL=1 @?']],
  ['cd app && docker compose run app pytest', ['pytest @?app']],
  ['go mod tidy && go test ./...', ['go test']],
  ['yarn prepare && yarn vitest run', ['vitest']],
  ['./tool --version && pytest', ['pytest']],
  ['licences -v && pytest', ['pytest']],
  ['xargs pytest < list', ['pytest [{}]']],
  ['(cd $WHERE && pytest)', ['pytest @?']],
  ['ssh box pytest', ['pytest @?box']],
])('%s is more than records tell of; in it is %j', async (command, parts) => {
  expect(await soughtFor(command)).toEqual({ parts });
});

test('a line without a check has no name', async () => {
  expect(await soughtFor('node scripts/licences.js')).toBeUndefined();
});
