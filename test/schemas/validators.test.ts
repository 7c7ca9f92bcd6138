import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateValidators } from '../../scripts/generate-validators.ts';
import { printTypes } from '../../scripts/print-types.ts';
import { readHail } from '../../src/domain/hail/read.ts';
import { writeHail } from '../../src/domain/hail/write.ts';
import { validateArtifact } from '../../src/generated/validate-artifact.js';
import { validateHail } from '../../src/generated/validate-hail.js';
import { validateHandoff } from '../../src/generated/validate-handoff.js';
import { exampleHandoff } from '../domain/example-handoff.ts';
import { session } from '../domain/hail/arbitrary-session.ts';
import { EXAMPLE } from '../domain/hail/example.hail.ts';

const generated = join(import.meta.dirname, '../../src/generated');
const linesOf = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('what is generated', () => {
  it('is what the schemas say today (else run: npm run prepare)', async () => {
    const out = mkdtempSync(join(tmpdir(), 'opensession-generated-'));
    try {
      for (const name of await generateValidators(out)) {
        expect(readFileSync(join(generated, name), 'utf8') === readFileSync(join(out, name), 'utf8'), name).toBe(true);
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it('needs nothing else at run time', () => {
    for (const name of readdirSync(generated).filter((each) => each.endsWith('.js'))) {
      expect(readFileSync(join(generated, name), 'utf8')).not.toMatch(/\brequire\(|\bimport\b[^;]*from|ajv\/dist/);
    }
  });

  it('refuses keywords that it cannot print', () => {
    expect(() => printTypes({ title: 'X', not: {} })).toThrow(/no type for/);
  });
});

describe('handoff', () => {
  it('accepts a whole handoff, and nothing less or more', () => {
    const handoff = exampleHandoff();
    validateHandoff(handoff);
    expect(validateHandoff.errors ?? []).toEqual([]);
    for (const key of Object.keys(handoff)) {
      const { [key as 'schema']: _left, ...less } = handoff;
      expect(validateHandoff(less), key).toBe(false);
    }
    expect(validateHandoff({ ...handoff, extra: 1 })).toBe(false);
    expect(validateHandoff({ ...handoff, stats: { ...handoff.stats, extra: 1 } })).toBe(false);
    expect(validateHandoff({ ...handoff, duration_seconds: -1 })).toBe(false);
  });

  it('says all that is wrong, and where', () => {
    validateHandoff({ ...exampleHandoff(), model: 7, coverage: null });
    const paths = (validateHandoff.errors ?? []).map((error) => error.instancePath);
    expect(paths).toContain('/model');
    expect(paths).toContain('/coverage');
  });
});

describe('artifact', () => {
  const ours = {
    version: '1',
    artifact_id: 'a-1',
    created_at: '2026-03-01T09:00:00Z',
    merge_policy: 'time_asc',
    sources: [
      { session_id: 's', tool: 'codex', model: 'm', source_path: '~/x.jsonl', source_mtime_ms: 1, source_size: 2 },
    ],
    payload_format: 'json',
    payload: [exampleHandoff()],
    schema: 'opensession-artifact-1.1',
    digest: 'd'.repeat(64),
  };

  it('accepts ours, and checks the handoffs in it', () => {
    expect(validateArtifact(ours)).toBe(true);
    expect(validateArtifact({ ...ours, payload: [{ session_id: 's' }] })).toBe(false);
    expect(validateArtifact({ ...ours, note: '' })).toBe(false);
  });

  it("accepts the older tool's, whose handoffs have fewer keys", () => {
    const { schema: _schema, digest: _digest, ...older } = ours;
    expect(validateArtifact({ ...older, payload: [{ session_id: 's' }], derived_markdown: '# x' })).toBe(true);
    expect(validateArtifact({ ...older, merge_policy: 'newest' })).toBe(false);
  });
});

describe('hail', () => {
  it("accepts the older tool's lines, and any line that is written", () => {
    for (const line of linesOf(EXAMPLE)) expect(validateHail(line)).toBe(true);
    fc.assert(
      fc.property(session, (value) => {
        for (const line of linesOf(writeHail({ session: value }))) {
          expect(validateHail(line), JSON.stringify(validateHail.errors)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('accepts lines, tags and keys that are not known', () => {
    expect(validateHail({ type: 'bookmark' })).toBe(true);
    const [, event] = linesOf(EXAMPLE);
    expect(validateHail({ ...(event as object), event_type: { type: 'Teleport', data: 1 }, more: true })).toBe(true);
  });

  it('refuses known lines and tags in another shape, as the reader does', () => {
    const [header, event] = linesOf(EXAMPLE) as [object, object];
    expect(validateHail({ ...header, session_id: 7 })).toBe(false);
    expect(validateHail({ ...event, event_type: { type: 'FileEdit', data: {} } })).toBe(false);
    expect(validateHail({ ...event, duration_ms: 1.5 })).toBe(false);
    expect(validateHail([])).toBe(false);
    expect(readHail(EXAMPLE).problems).toEqual([]);
  });
});
