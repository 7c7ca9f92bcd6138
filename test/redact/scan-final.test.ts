import { describe, expect, it } from 'vitest';
import { redactFacts } from '../../src/redact/redact-facts.ts';
import { scanFinal } from '../../src/redact/scan-final.ts';
import { PASSWORD, noise } from './rules/rule-fixtures.ts';

const NO_HOME = { home: '' };

const GITHUB = `ghp_${noise(36)}`;

describe('scanFinal', () => {
  it('finds a secret in JSON and in Markdown, and never says it', async () => {
    for (const text of [JSON.stringify({ a: [`x ${GITHUB}`] }), `# Title\n\n\`${GITHUB}\`\n`]) {
      const findings = await scanFinal(text);
      expect(findings).toEqual([{ rule: 'github-token', count: 1 }]);
      expect(JSON.stringify(findings)).not.toContain(GITHUB);
    }
  });

  it('finds a secret in a key, and one that JSON has escaped', async () => {
    expect(await scanFinal(JSON.stringify({ [GITHUB]: 1 }))).toHaveLength(1);
    const escaped = JSON.stringify(GITHUB).replace('ghp_', '\\u0067hp_');
    expect(await scanFinal(escaped)).toEqual([{ rule: 'github-token', count: 1 }]);
    expect(await scanFinal(JSON.stringify([`DB_PASSWORD=${PASSWORD}`]))).toEqual([
      { rule: 'assigned-secret', count: 1 },
    ]);
  });

  it('finds nothing in what was redacted, also when a cut went through a marker', async () => {
    const { value } = await redactFacts({ env: `A_TOKEN=${GITHUB}\nB_SECRET="${PASSWORD}"\ncd /home/ada` }, NO_HOME);
    expect(await scanFinal(JSON.stringify(value, null, 2))).toEqual([]);
    for (let end = 1; end <= value.env.length; end++) {
      expect(await scanFinal(JSON.stringify([`${value.env.slice(0, end)}…`]))).toEqual([]);
    }
  });

  it('takes nothing for a secret that only a word in its address calls one: rules before this one left it', async () => {
    expect(await scanFinal(`see https://api.example/hooks/${noise(32)}`)).toEqual([]);
  });

  it('takes no home directory and no way of writing for a secret', async () => {
    expect(await scanFinal('cd /home/ada')).toEqual([]);
    expect(await scanFinal(JSON.stringify(['TOKEN=\nnext line']))).toEqual([]);
    expect(await scanFinal('run `API_TOKEN=\\$(cat file)` first')).toEqual([]);
  });
});
