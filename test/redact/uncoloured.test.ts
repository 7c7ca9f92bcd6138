import { describe, expect, it, test } from 'vitest';
import { redactText } from '../../src/redact/redact-facts.ts';
import { uncoloured } from '../../src/redact/uncoloured.ts';
import { PASSWORD, noise } from './rules/rule-fixtures.ts';

const ESC = '\u001b';
const NO_HOME = { home: '' };
const value = noise(24);

describe('a secret behind or within colours', () => {
  it.each([
    ['names and values', `${ESC}[32mDB_PASSWORD${ESC}[0m=${ESC}[33m${PASSWORD}${ESC}[0m\nPORT=80`],
    ['jq', `${ESC}[0m${ESC}[34;1m"password"${ESC}[0m${ESC}[1;39m:${ESC}[0m ${ESC}[0;32m"${PASSWORD}"${ESC}[0m`],
    ['grep', `${ESC}[35m.env${ESC}[m${ESC}[K:3:DB_${ESC}[01;31m${ESC}[KPASSWORD${ESC}[m${ESC}[K=${PASSWORD}`],
    ['git diff', `${ESC}[32m+${ESC}[m${ESC}[32mDB_PASSWORD=${PASSWORD}${ESC}[m`],
    ['escaped', `\\u001b[32mDB_PASSWORD\\u001b[0m=\\u001b[33m${PASSWORD}\\u001b[0m`],
    ['a code in it', `DB_PASSWORD=${PASSWORD.slice(0, 5)}${ESC}[31m${PASSWORD.slice(5)}`],
  ])('%s', async (_, text) => {
    const redacted = await redactText(text, NO_HOME);
    expect(redacted).toContain('[REDACTED:assigned-secret]');
    expect(redacted).not.toContain(PASSWORD.slice(5));
    expect(await redactText(redacted, NO_HOME)).toBe(redacted);
  });

  it('is found where it has no colour, too, and what stands around it stays', async () => {
    const text = `${ESC}[32mok${ESC}[0m API_TOKEN=${value}\n${ESC}[31mnext${ESC}[0m`;
    expect(await redactText(text, NO_HOME)).toBe(text.replace(value, '[REDACTED:assigned-secret]'));
    const plain = `${ESC}[32m✓${ESC}[39m src/a.test.ts ${ESC}[2m(3)${ESC}[22m`;
    expect(await redactText(plain, NO_HOME)).toBe(plain);
  });
});

test('each place of the bare text is the same character of the coloured one, of coloured texts alone', () => {
  const texts = `plain\n\0\na${ESC}[1mbc${ESC}[0m${ESC}[2md\n\0\nplain\n\0\n${ESC}[1me`;
  const bare = uncoloured(texts);
  expect(bare?.text).toBe('\nabcd\n\0\ne');
  for (let start = 0; start < (bare?.text.length ?? 0); start++) {
    const place = bare?.placed({ start, end: start + 1 });
    expect(texts.slice(place?.start, place?.end)).toBe(bare?.text[start]);
  }
  const at = bare?.text.indexOf('bcd') ?? 0;
  const place = bare?.placed({ start: at, end: at + 3 });
  expect(texts.slice(place?.start, place?.end)).toBe(`bc${ESC}[0m${ESC}[2md`);
  expect(uncoloured('no colour')).toBe(undefined);
});
