import { describe, expect, test } from 'vitest';
import type { IdentifiedCheck } from '../../../src/shell/checks/identified.ts';
import { identifyCheck } from '../../../src/shell/checks/identify-check.ts';
import { parseCommandLine } from '../../../src/shell/parse-command-line.ts';

const checkOf = (line: string): IdentifiedCheck | null => {
  const [command] = parseCommandLine(line).commands;
  if (command === undefined) throw new Error(`nothing in ${line}`);
  return identifyCheck(command, { cwd: '.', script: () => undefined });
};

describe('a check in a container', () => {
  test.each([
    ['docker compose run --rm app npm test', 'npm test @?app'],
    ['docker compose -f dev.yml exec -T app npx vitest run', 'vitest @?app'],
    ['docker exec -it web pytest -q', 'pytest @?web'],
    ['docker run --rm -v .:/app -w /app node:24 npm test', 'npm test @?node:24'],
    ['docker-compose exec app bash -lc "npm test"', 'npm test @?app'],
    ['podman run img make test', 'make test @?img'],
    ["docker exec -i app bash <<'EOF'\nset -e\nnpm test\nEOF", 'npm test @?app'],
    ["docker compose exec -T app sh -s <<'EOF'\ncd /app\npytest\nEOF", 'pytest @?app'],
    ["docker exec --interactive app bash <<'EOF'\nnpm test\nEOF", 'npm test @?app'],
    ["docker-compose exec app bash <<'EOF'\nnpm test\nEOF", 'npm test @?app'],
    ["docker compose -f a.yml exec app bash <<'EOF'\nnpm test\nEOF", 'npm test @?app'],
    // whose id is another with each run
    ['docker exec 3f2a91bc77d0 npm test', 'npm test @?'],
    ['docker exec "$C" npm test', 'npm test @?'],
    ["docker compose exec api sh -c 'cd /srv/web && npm test'", 'npm test @?api'],
    ['docker exec api bash -c "make test"', 'make test @?api'],
    ['docker exec a docker exec b npm test', 'npm test @?b'],
    // nothing reaches the shell there
    ["docker exec app bash <<'EOF'\nnpm test\nEOF", undefined],
    ['docker exec app bash <<EOF\nnpm test\nEOF', undefined],
    ['docker run --rm img bash <<EOF\nnpm test\nEOF', undefined],
    ["docker compose exec --interactive=false app bash <<'EOF'\nnpm test\nEOF", undefined],
    ['docker exec web sh -c "npm ci && npm test"', undefined],
    ['docker run --entrypoint sh img -c "npm test"', undefined],
    ['docker compose up -d', undefined],
    [`${'docker exec a '.repeat(20)}npm test`, undefined],
  ])('%s', (line, id) => {
    expect(checkOf(line)?.identity.id).toBe(id);
  });

  test('has no status when it is detached, or when a pipe in it takes the status', () => {
    for (const option of ['-d', '-dit', '-itd', '-id', '--detach', '--detach=true']) {
      expect(checkOf(`docker run ${option} img npm test`)?.doubts).toEqual([
        { kind: 'masked', detail: 'detached container' },
      ]);
    }
    expect(checkOf('docker exec -it web npm test')?.doubts).toEqual([]);
    expect(checkOf("docker exec -i a bash <<'EOF'\nset -e\nnpm test\nEOF")?.doubts).toEqual([]);
    expect(checkOf('docker exec -i a bash <<EOF\necho $X\nnpm test\nEOF')?.doubts).toMatchObject([{ kind: 'masked' }]);
    expect(checkOf('docker exec web sh -c "npm test | tail"')?.doubts).toMatchObject([{ kind: 'masked' }]);
  });
});
