import { expect, test } from 'vitest';
import { withOwnScripts } from '../../../src/engine/gate/own-scripts.ts';

const definitionOf = (command: string, more: { cwd?: string; setup?: string; definition?: string[] } = {}) => {
  const rest = { rerun: true, network: false, timeout_seconds: 60 };
  const check = { name: 'a', command, cwd: '.', setup: '', definition: [], ...rest, ...more };
  return withOwnScripts({ required_checks: [check] }).required_checks[0]?.definition;
};

test.each([
  ['sh scripts/test.sh', ['scripts/test.sh']],
  ['npm test && node scripts/licences.js', ['scripts/licences.js']],
  ['./gradlew test', ['gradlew']],
  ['cd web && ./check.sh', ['web/check.sh']],
  ['sh "[a].sh"', ['\\[a\\].sh']],
  ['python -m checks', ['checks.py', 'checks/__main__.py']],
  ['node a.js', ['a.js']],
  ['sh run.v1 && sh run.v1.sh', ['run.v1', 'run.v1.sh']],
  ['make -f ci.mk test', ['ci.mk']],
  ['cd ci && make -frules.mk test', ['ci/rules.mk']],
  ['npx vitest run --config=ci/vitest.ts', ['ci/vitest.ts']],
  ['node --import ./setup.mjs a.js', ['a.js', 'setup.mjs']],
  ['docker compose -f ci/compose.yml up -d && pytest -c ci.ini', ['ci/compose.yml', 'ci.ini']],
  ['bash scripts/*.sh', ['scripts/*.sh']],
  ['./scripts/*.sh && python tests/all*.py', ['scripts/*.sh', 'tests/all*.py']],
  ['node scripts/*.js', ['scripts/*.js']],
  ['npx eslint src/*.js -f stylish', []],
  ['node --test test/*.test.js && bash -n scripts/*.sh', []],
  ['node lint.js src/*.js', ['lint.js']],
  ['python -m pytest tests/test_*.py', []],
  ['rm -f out/a.json && test -f a.json && [ -f b.json ] && cp -f a.yml b.yml && npm test', []],
  ['gcc -c src/a.c && go test -c ./src && grep -c x src/a.js', []],
  ['grep -rf ci/words.txt src; grep -f ci/others.txt src', ['ci/others.txt']],
  ['pip install -c constraints.txt . && python -c "print(1.5)"', []],
  ['make -f "$RULES" test', []],
  ['for f in scripts/*.sh; do sh "$f"; done', ['scripts/*.sh']],
  ['for d in a/*/; do "./$d/run.sh"; done', ['a/*/**', '**/run.sh']],
  ['cd ci && for f in unit lint; do ./check-$f.sh; done', ['ci/check-*.sh']],
  ["find ci -name '*.sh' -exec sh {} \\;", ['ci/**/*.sh', '*.sh', '**/*.sh']],
  ['find . -type f -exec sh {} +', ['**/*']],
  ['ls scripts/*.sh | xargs -n1 sh', ['scripts/*.sh']],
  ['cat scripts/*.sh | bash -s', ['scripts/*.sh']],
  ['run-parts ci/checks', ['ci/checks/**/*', 'ci/checks']],
  ['"$NODE" scripts/check.js', ['scripts/check.js']],
  ['for f in scripts/{unit,lint}.sh; do sh $f; done', ['scripts/{unit,lint}.sh']],
  ['for f in src/*.js; do npx eslint "$f"; done', []],
  ['cat words.txt | node scripts/check.js', ['scripts/check.js']],
  ['npm test 2>&1 | tee out.log', []],
  ['npm test', []],
  ['/usr/bin/check.sh; ../beside.sh', []],
])('%s is what %j says', (command, paths) => {
  expect(definitionOf(command)).toEqual(paths);
});

test('in its directory, also of what prepares it; what the policy names is not named again', () => {
  expect(definitionOf('./a.sh', { cwd: 'sub', setup: './b.sh' })).toEqual(['sub/a.sh', 'sub/b.sh']);
  expect(definitionOf('sh scripts/test.sh', { definition: ['scripts/**'] })).toEqual(['scripts/**']);
});
