import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../support/temp-repo.ts';
import { manifest, ROOT } from './action-job.ts';

const built = (): string => {
  const dir = join(tempDir(), 'action');
  execFileSync(process.execPath, [join(ROOT, 'scripts/build-action.ts'), dir], { stdio: 'pipe' });
  return dir;
};

test('the bundle is one file, made with the same bytes each time, and names no path of the machine', () => {
  const [one, other] = [built(), built()];
  expect(readdirSync(one).sort()).toEqual(['THIRD-PARTY-LICENSES.txt', 'index.cjs']);
  for (const name of readdirSync(one)) {
    const bytes = readFileSync(join(one, name));
    expect(bytes.equals(readFileSync(join(other, name)))).toBe(true);
    expect(bytes.includes(ROOT)).toBe(false);
  }
  const licences = readFileSync(join(one, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['@actions/core', '@octokit/rest', 'smol-toml'])
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('action.yml points at where it is built', () => {
  expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/action/index.cjs' });
  expect(existsSync(join(ROOT, 'src/action/main.ts'))).toBe(true);
});
