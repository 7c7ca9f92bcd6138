import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { relocate } from '../../src/cli/demo/relocate.ts';
import { RECORDED, recordings } from '../support/recorded.ts';
import { tempDir } from '../support/temp-repo.ts';

const files = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.each(recordings())('$agent $scenario', ({ agent, scenario }) => {
  const from = join(RECORDED, agent, scenario);

  test('nothing of its old place is left, and the repository is as the session left it', async () => {
    const { home, repo } = await relocate({ recording: from, to: tempDir() });
    for (const path of files(home)) {
      expect(path).not.toContain('-home-dev-repo');
      expect(readFileSync(path, 'latin1')).not.toMatch(/\/home\/dev\/(?:repo|home)|-home-dev-repo/);
    }
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: repo, encoding: 'utf8' });
    expect(git('status', '--short', '-uall')).toBe(readFileSync(join(from, 'status.txt'), 'utf8'));
    expect(git('diff', 'HEAD', '--binary')).toBe(readFileSync(join(from, 'work.diff'), 'utf8'));
    expect(git('remote')).toBe('');
    const [head] = execFileSync('git', ['ls-remote', join(from, 'repo.bundle'), 'HEAD'], { encoding: 'utf8' }).split(
      '\t',
    );
    expect(git('rev-parse', 'HEAD').trim()).toBe(head);
  });
});

test('placeholders are filled in', async () => {
  const { home } = await relocate({
    recording: join(RECORDED, 'claude-code/leaky'),
    to: tempDir(),
    secrets: { GITHUB: 'a value $& with signs' },
  });
  const logs = files(home).map((path) => readFileSync(path, 'utf8'));
  expect(logs.join('')).toContain('My token is a value $& with signs');
  expect(logs.join('')).not.toContain('{{GITHUB}}');
});
