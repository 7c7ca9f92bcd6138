/** Holds the import table of CONTRIBUTING.md against the sources. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

/** Folder of src (or a file at its top) → what it may import: other folders, packages, `node:`. Itself always. */
const MAY_IMPORT: { readonly [folder: string]: readonly string[] } = {
  domain: ['canonicalize'],
  shell: ['domain', 'unbash'],
  agents: ['domain', 'shell', 'acorn'],
  contract: ['domain', 'shell', 'agents'],
  binding: ['domain'],
  rules: ['domain', 'generated'],
  judging: [
    'domain',
    'binding',
    'rules',
    'generated',
    'smol-toml',
    'yaml',
    'fastest-levenshtein',
    'picomatch',
    'node:vm',
    'node:process',
  ],
  formats: ['domain'],
  redact: ['domain', '@secretlint'],
  scratch: ['domain', 'node:'],
  sources: ['domain', 'agents', 'scratch', 'fzstd', 'node:'],
  git: ['domain', 'scratch', 'node:'],
  store: ['domain', 'git', 'scratch', 'node:', 'tar-stream'],
  signing: ['domain', 'scratch', 'node:'],
  isolation: ['scratch', 'node:'],
  engine: [
    'domain',
    'agents',
    'shell',
    'contract',
    'binding',
    'judging',
    'generated',
    'rules',
    'formats',
    'redact',
    'types:git',
    'types:sources',
    'types:store',
    'types:signing',
    'types:isolation',
    'types:node:',
    'node:path',
    'version.ts',
  ],
  'open-hail.ts': ['types:engine', 'agents', 'sources'],
  'open-gate-world.ts': [
    'domain',
    'types:engine',
    'open-hail.ts',
    'git',
    'store',
    'signing',
    'isolation',
    'version.ts',
    'node:',
  ],
  'open-world.ts': [
    'open-gate-world.ts',
    'domain',
    'agents',
    'contract',
    'engine',
    'git',
    'sources',
    'store',
    'signing',
    'isolation',
    'scratch',
    'skim-threads.ts',
    'version.ts',
    'node:',
  ],
  'skim-threads.ts': ['agents', 'engine', 'sources', 'node:'],
  'version.ts': [],
  cli: [
    'open-world.ts',
    'scratch',
    'engine',
    'formats',
    'domain',
    'version.ts',
    'clipanion',
    'typanion',
    'string-width',
    'fastest-levenshtein',
    'node:',
    'contract',
  ],
  action: ['open-gate-world.ts', 'scratch', 'engine', 'formats', 'domain', '@actions/core', '@octokit/rest', 'node:'],
  generated: ['domain'],
};

const filesBelow = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.(ts|js|mjs)$/.test(name) ? [path] : [];
  });

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]|(?:^|[^.\w])import\s*\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g;

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
  /** Of a file of ours; else the package. */
  readonly path: string;
  readonly typeOnly: boolean;
}

const topOf = (path: string): string => relative(SRC, path).split(/[/\\]/)[0] ?? '';

const importsOf = (file: string): Import[] => {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? '';
    // `import { type A, type B }` erases to nothing as well
    const names = /\{([^}]*)\}/.exec(match[0])?.[1];
    const allTypes =
      names !== undefined && names.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name));
    const path = specifier.startsWith('.') ? resolve(dirname(file), specifier) : specifier;
    const target = path === specifier ? specifier : topOf(path);
    const typeOnly = match[1] !== undefined || allTypes;
    return { file: relative(ROOT, file), folder: topOf(file), target, path: relative(ROOT, path), typeOnly };
  });
};

const isAllowed = ({ folder, target, typeOnly }: Import): boolean => {
  if (folder === target) return true;
  const allowed = MAY_IMPORT[folder] ?? [];
  const covers = (entry: string): boolean =>
    target === entry || (entry.endsWith(':') ? target.startsWith(entry) : target.startsWith(`${entry}/`));
  return allowed.some((entry) =>
    entry.startsWith('types:') ? typeOnly && covers(entry.slice('types:'.length)) : covers(entry),
  );
};

const sources = filesBelow(SRC).filter((file) => topOf(file) !== 'generated');

/** Files that lead back to themselves: each circle once, from the file at which it was entered. */
const circlesOf = (imports: ReadonlyMap<string, readonly string[]>): string[] => {
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) found.push([...way.slice(at), file].join(' → '));
    if (at !== -1 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) follow(file, []);
  return found;
};

describe('the import table', () => {
  test('looks at the sources', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  test('every folder stands in it', () => {
    const folders = [...new Set(sources.map(topOf))];
    expect(folders.filter((folder) => MAY_IMPORT[folder] === undefined)).toEqual([]);
  });

  test('nothing imports what its folder may not', () => {
    const forbidden = sources.flatMap(importsOf).filter((one) => !isAllowed(one));
    expect(forbidden.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });
});

test('no file leads back to itself, also by types alone', () => {
  const imports = new Map(
    sources.map((file) => [relative(ROOT, file), importsOf(file).map(({ path }) => path)] as const),
  );
  expect(circlesOf(new Map([...imports, [join('src', 'version.ts'), [join('src', 'open-world.ts')]]]))).not.toEqual([]);
  expect(circlesOf(imports)).toEqual([]);
});

test('no file is longer than a hard look allows', () => {
  const long = sources.map((file) => ({
    file: relative(ROOT, file),
    lines: readFileSync(file, 'utf8').split('\n').length,
  }));
  expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
});

test('the version is the package version', () => {
  const manifest: { version?: string } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(VERSION).toBe(manifest.version);
});
