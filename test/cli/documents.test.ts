/** README and CONTRIBUTING say what is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/domain/errors.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

describe.each([
  ['README.md', readme],
  ['CONTRIBUTING.md', contributing],
])('%s', (_, text) => {
  const links = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => link).filter(
    (link) => !/^https?:/.test(link),
  );

  test('its links lead somewhere', () => {
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
  });
});

test('README tells every command and every exit status', () => {
  for (const { paths } of commands) expect(readme).toMatch(new RegExp(`^\\| \`${paths[0]?.join(' ')}\\b`, 'm'));
  const table = readme.slice(readme.indexOf('### Exit codes'));
  for (const status of Object.values(EXIT))
    expect(table).toMatch(new RegExp(`^\\| (?:\\d, )?${status}(?:, \\d+)? \\|`, 'm'));
});

/** Indentation is depth: `src/` and below it `  domain/`. */
const tree = (): readonly string[] => {
  const [, block = ''] = /```\n(package\.json[\s\S]*?)```/.exec(contributing) ?? [];
  let folder = '';
  return block.split('\n').flatMap((line) => {
    const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? [];
    if (name === '') return [];
    if (indent === '') folder = name.endsWith('/') ? name : '';
    return [indent === '' ? name : `${folder}${name}`];
  });
};

test('the tree of CONTRIBUTING is the tree', () => {
  const told = tree();
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).map(
    (entry) => `src/${entry.name}${entry.isDirectory() ? '/' : ''}`,
  );
  expect(folders.filter((path) => path !== 'src/generated/' && !told.includes(path))).toEqual([]);
});

test('every folder of src stands in the table of imports', () => {
  const table = contributing.slice(contributing.indexOf('## Who may import whom'));
  for (const entry of readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((each) => each.isDirectory()))
    if (entry.name !== 'generated') expect(table).toMatch(new RegExp(`^\\| ${entry.name} \\|`, 'm'));
});
