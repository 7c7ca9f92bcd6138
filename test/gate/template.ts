/** Repositories in which every case begins, made once each and copied: a `main` with a few files, on branch `work`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gitEnv } from '../support/git-env.ts';
import { SOMEBODY } from '../support/somebody.ts';
import { EPOCH, runShell } from './shell.ts';

/** Lines that say where in the file they are, so that hunks at its ends are far apart. */
const long = (name: string): string =>
  `${Array.from({ length: 40 }, (_, at) => `${name} line ${at + 1}`).join('\n')}\n`;

const FILES: { readonly [path: string]: string } = {
  'a.txt': 'a\n',
  'b.txt': 'b\n',
  'c.txt': 'c\n',
  'long.txt': long('long'),
  'src/app.js': "export const app = () => 'app';\n",
  'src/sum.js': 'export const sum = (a, b) => a + b;\n',
  'src/auth.js': 'export const allowed = (user) => user.isAdmin;\n',
  'package.json': `${JSON.stringify({ name: 'demo', scripts: { test: 'node --test', lint: 'eslint .' } }, null, 2)}\n`,
  'scripts/test.sh': 'grep -q . a.txt && grep -q isAdmin src/auth.js\n',
  '.gitignore': 'dist/\n.env\n',
};

const made = new Map<string, Promise<string>>();

export const templateOf = (given: {
  readonly policy?: string | undefined;
  readonly objectFormat?: 'sha256' | undefined;
}): Promise<string> => {
  const key = JSON.stringify([given.policy, given.objectFormat]);
  const known = made.get(key) ?? make(given);
  made.set(key, known);
  return known;
};

const places: string[] = [];

export const removeTemplates = (): void => {
  for (const place of places) rmSync(place, { recursive: true, force: true, maxRetries: 5 });
};

const make = async ({ policy, objectFormat }: Parameters<typeof templateOf>[0]): Promise<string> => {
  const base = mkdtempSync(join(tmpdir(), 'opensession-case-template-'));
  places.push(base);
  const dir = join(base, 'repo');
  const files = {
    ...FILES,
    ...(policy === undefined ? {} : { '.opensession/policy.toml': policy }),
    // a policy that trusts signers, of whom there are none, is a mistake
    ...(/ci_principals|require_signed/.test(policy ?? '') ? { '.opensession/allowed_signers': SOMEBODY } : {}),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const at = `@${EPOCH} +0000`;
  const env = { ...gitEnv(join(base, 'home')), GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
  await runShell(
    `git init -q --template= --initial-branch=main --object-format=${objectFormat ?? 'sha1'} .
     git add -A
     git commit -qm start
     git checkout -q -b work`,
    { cwd: dir, env },
  );
  return dir;
};
