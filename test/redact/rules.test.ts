import { describe, expect, it } from 'vitest';
import { REDACTION_RULES } from '../../src/redact/rules/index.ts';
import { redactText } from '../../src/redact/redact-facts.ts';
import type { Match } from '../../src/redact/rule.ts';
import type { RuleFixtures } from './rules/rule-fixtures.ts';

const NO_HOME = { home: '' };

const fixturesOf = async (id: string): Promise<RuleFixtures> => {
  const module = (await import(`./rules/${id}.ts`)) as { readonly fixtures: RuleFixtures };
  return module.fixtures;
};

const without = (text: string, matches: readonly Match[]): string => {
  let result = '';
  let done = 0;
  for (const { start, end } of matches) {
    result += text.slice(done, start);
    done = end;
  }
  return result + text.slice(done);
};

it('has distinct ids that fit into a marker', () => {
  const ids = REDACTION_RULES.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9-]{1,60}$/);
});

describe.each(REDACTION_RULES.map((rule) => [rule.id, rule] as const))('%s', async (id, rule) => {
  const { found, left } = await fixturesOf(id);

  it('has fixtures of both kinds', () => {
    expect(found.length).toBeGreaterThan(0);
    expect(left.length).toBeGreaterThan(0);
  });

  it.each(found)('finds the secret in %j', async (text, secret) => {
    expect(text).toContain(secret);
    expect(without(text, [...rule.find(text)])).not.toContain(secret);
    expect(await redactText(text, NO_HOME)).not.toContain(secret);
  });

  it.each(left)('leaves %j', async (text) => {
    expect([...rule.find(text)]).toEqual([]);
    expect(await redactText(text, NO_HOME)).toBe(text);
  });

  it('finds its places in order, inside the text, without overlap', () => {
    const text = found.map(([each]) => each).join('\n');
    let last = 0;
    for (const { start, end } of rule.find(text)) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(text.length);
      last = end;
    }
  });

  it('works in the middle of a long text', () => {
    const [[text, secret]] = found as [readonly [string, string]];
    const long = `${'lorem ipsum '.repeat(20_000)}\n${text}\n${'dolor sit '.repeat(20_000)}`;
    expect(without(long, [...rule.find(long)])).not.toContain(secret);
  });
});
