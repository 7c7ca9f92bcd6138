import { expect, test } from 'vitest';
import { redactTexts } from '../../../src/redact/redact-texts.ts';
import { encodedForms } from '../../../src/redact/values/encoded-forms.ts';
import { noise } from '../rules/rule-fixtures.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const SECRET = `${noise(14)}?>`;

test.each([SECRET, `${SECRET}\n`, `ada:${SECRET}`, `A=1\nTOKEN=${SECRET}\nB=2\n`, `é${SECRET}`])(
  'a secret is gone from the base64 of %j',
  async (text) => {
    const { texts } = await redactTexts([`DB_PASSWORD='${SECRET}'`, `echo ${base64(text)} | base64 -d`]);
    const left = (texts[1] ?? '').replaceAll(/\[REDACTED:[a-z-]+\]/g, ' ').split(/[ |]/);
    for (const word of left) {
      expect(Buffer.from(word, 'base64').toString('latin1')).not.toContain(SECRET.slice(2, 8));
    }
    expect(texts[1]).toContain('[REDACTED:');
  },
);

test('of the way that addresses write it too', async () => {
  const secret = `${'>?'.repeat(6)}${noise(8)}`;
  expect(encodedForms(secret)).toContain(base64(secret).replaceAll('+', '-').replaceAll('/', '_').slice(0, 26));
});

test('short values and plain words have none', async () => {
  expect(encodedForms('abc')).toEqual([]);
  const text = base64(['post', 'gres'].join(''));
  const { texts } = await redactTexts([`POSTGRES_PASSWORD=${['post', 'gres'].join('')}`, text]);
  expect(texts[1]).toBe(text);
});
