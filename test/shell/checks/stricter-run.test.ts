import { describe, expect, test } from 'vitest';
import { covers, type IdentifiedCheck } from '../../../src/shell/checks/identified.ts';
import { identifyCheck } from '../../../src/shell/checks/identify-check.ts';
import { parseCommandLine } from '../../../src/shell/parse-command-line.ts';

const lastOf = (line: string): IdentifiedCheck | null => {
  const command = parseCommandLine(line).commands.at(-1);
  return command === undefined ? null : identifyCheck(command, { cwd: '.', script: () => undefined });
};

describe('a stricter run is another check, and speaks for the plain one', () => {
  test.each([
    ['eslint . --max-warnings 0', 'eslint .'],
    ['eslint . --max-warnings 0', 'eslint src'],
    ['npm run unknown-test -- --max-warnings=0', 'npm run unknown-test'],
    ['npm run unknown-test -- --strict', 'npm run unknown-test'],
    ['oxlint --deny-warnings', 'oxlint'],
    ['stylelint "**/*" --max-warnings 0', 'stylelint "**/*"'],
    ['cargo clippy -- -D warnings', 'cargo clippy'],
    ['cargo clippy -- -Dwarnings', 'cargo clippy'],
    ['cargo clippy --all-targets -- -D warnings', 'cargo clippy -- -D warnings'],
    ['cargo test --workspace', 'cargo test'],
    ['cargo test --all', 'cargo test -p core'],
    ['cargo test --all-features', 'cargo test'],
    ['go test -race ./...', 'go test ./...'],
    ['go test -race ./...', 'go test -race ./a'],
    ['mypy --strict .', 'mypy .'],
    ['tsc --noEmit --strict', 'tsc --noEmit'],
    ['pytest -W error', 'pytest'],
    ['pytest -Werror', 'pytest'],
    ['pytest --strict-markers', 'pytest'],
    ['dotnet build -warnaserror', 'dotnet build'],
  ])('%s is not settled by %s', (stricter, plain) => {
    const [more, less] = [lastOf(stricter), lastOf(plain)];
    const subject = (check: IdentifiedCheck | null) => ({
      tool: check?.tool ?? '',
      cwd: '.',
      scope: check?.identity.scope ?? [],
    });
    expect(more?.identity.id).not.toBe(less?.identity.id);
    expect([covers(subject(more), subject(less)), covers(subject(less), subject(more))]).toEqual([true, false]);
  });

  test('what is asked for stands in the id, and makes no part of it', () => {
    const check = lastOf('eslint src --max-warnings=0 --report-unused-disable-directives');
    expect(check?.identity.id).toBe('eslint [src] +[--max-warnings 0 --report-unused-disable-directives]');
    expect(lastOf('cargo clippy -- -D warnings')).toMatchObject({
      narrowed: false,
      identity: { id: 'cargo clippy +[-D warnings]' },
    });
    expect(lastOf('cargo clippy -- -Dwarnings')?.identity.id).toBe('cargo clippy +[-D warnings]');
    expect(lastOf('cargo test --all')?.identity.id).toBe(lastOf('cargo test --workspace')?.identity.id);
    expect(lastOf('cargo test --all-targets')?.narrowed).toBe(true);
  });

  test('a switch that is given a value is another option, of which nothing is known', () => {
    expect(lastOf('vitest run --workspace=a.ts')?.identity.id).toBe('vitest --workspace a.ts');
    expect(lastOf('vitest run --workspace a.ts')?.identity.id).toBe('vitest --workspace a.ts');
    expect(lastOf('npm run test -- --workspace=a')?.identity.id).toBe('npm test --workspace a');
    expect(lastOf('dotnet build -warnaserror:CS1')?.identity.id).toBe('dotnet build');
    expect(lastOf('mypy --strict=true')?.identity.id).toBe('mypy +[--strict]');
  });
});
