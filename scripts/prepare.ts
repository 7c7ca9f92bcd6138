/**
 * `npm prepare`: what a fresh clone needs before anything runs. Validators and types from `schemas/`, and git hooks in
 * a checkout of a person. An install without development dependencies needs neither, and is left alone.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const isInstalled = (name: string): boolean => existsSync(join(root, 'node_modules', name, 'package.json'));

if (['ajv', 'esbuild'].every(isInstalled)) {
  const { generateValidators } = await import('./generate-validators.ts');
  await generateValidators();
} else {
  console.log('prepare: development dependencies are not installed, nothing to do');
}

if (existsSync(join(root, '.git')) && !process.env['CI'] && isInstalled('husky')) {
  const { default: husky } = await import('husky');
  const complaint = husky();
  if (complaint !== '') console.log(`prepare: ${complaint}`);
}
