/** src/judging/README.md says what there is, and the defaults that hold. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY, STRICT_POLICY } from '../../src/domain/default-policy.ts';
import { readPolicy } from '../../src/judging/read-policy.ts';

/** The first row of each key: what a word means elsewhere is another table. */
const ROWS = new Map(
  readFileSync(resolve(import.meta.dirname, '../../src/judging/README.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, key = '', ...cells] = line.split('|').map((cell) => cell.trim());
      return /^`\w+`$/.test(key) ? [[key.slice(1, -1), cells] as const] : [];
    })
    .reverse(),
);

test('each key with its default, and with what --strict puts in its place', () => {
  const strict: { readonly [key: string]: unknown } = STRICT_POLICY;
  for (const [key, value] of Object.entries(DEFAULT_POLICY)) {
    const [byDefault, withStrict] = ROWS.get(key) ?? [];
    expect(byDefault, key).toBe(`\`${JSON.stringify(value)}\``);
    expect(withStrict, key).toBe(key in strict ? `\`${JSON.stringify(strict[key])}\`` : '');
  }
});

test('each key of a required check', () => {
  const text = '[[required_checks]]\nname = "a"\ncommand = "b"\n';
  const [check] = readPolicy({ oid: '', text }, { strict: false }).policy.required_checks;
  for (const [key, value] of Object.entries(check ?? {})) {
    const [byDefault] = ROWS.get(key) ?? [];
    expect(byDefault, key).toBe(key === 'name' || key === 'command' ? '' : `\`${JSON.stringify(value)}\``);
  }
});
