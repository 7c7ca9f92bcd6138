import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { artifactMessage, parseArtifactMessage } from '../../src/domain/artifact-message.ts';
import { artifactText, parseArtifact, withDigest } from '../../src/domain/artifact-json.ts';
import { artifactOf } from '../store/artifact-fixture.ts';
import { exampleHandoff, text } from './example-handoff.ts';

it('holds what a listing needs, and gives it back', async () => {
  const artifact = await artifactOf('one', { payload: [exampleHandoff({ session_id: 'session-1' })] });
  const summary = parseArtifactMessage(await artifactMessage(artifact));
  expect(summary).toMatchObject({
    artifact_id: 'one',
    created_at: artifact.created_at,
    payload_format: 'json',
    source_count: 1,
    agent: 'codex',
    session_ids: ['session-1'],
    objective: 'Repair the login test',
    digest: artifact.digest,
  });
  expect(summary?.sources).toEqual(artifact.sources.map((source) => ({ ...source, model: '' })));
});

it('is one line a value, whatever a value holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'binary' }),
      async (words, path) => {
        const [source] = (await artifactOf('one')).sources;
        const artifact = await artifactOf('one', {
          sources: source === undefined ? [] : [{ ...source, source_path: path, session_id: 's' }],
          payload: [exampleHandoff({ objective: text(words) })],
        });
        const message = await artifactMessage(artifact);
        expect(message).not.toMatch(/(?!\n)\p{Cc}|[\u2028\u2029\u202e]/u);
        const bare = await artifactMessage({ ...artifact, payload: [exampleHandoff({ objective: null })] });
        expect(message.split('\n').length - bare.split('\n').length).toBeLessThanOrEqual(1);
        expect(parseArtifactMessage(message)?.sources?.[0]?.source_path).toBe(path);
      },
    ),
    { numRuns: 200 },
  );
});

it('a value cannot pass for a trailer', async () => {
  const artifact = await artifactOf('one', {
    payload: [exampleHandoff({ objective: text('x\nDigest: sha256:bad\r\nSources: 99') })],
  });
  const summary = parseArtifactMessage(await artifactMessage(artifact));
  expect(summary).toMatchObject({ digest: artifact.digest, source_count: 1 });
});

it('reads any text without failing', () => {
  fc.assert(
    fc.property(fc.string(), (rest) => {
      expect(
        parseArtifactMessage(`handoff-artifact: x\n\nSource: ${rest}\nSources: ${rest}\n${rest}`)?.artifact_id,
      ).toBe('x');
      return parseArtifactMessage(`x${rest}`) === undefined;
    }),
  );
});

it('artifact.json goes both ways, and its digest guards it', async () => {
  const artifact = await artifactOf('one', { payload: [exampleHandoff()] });
  const json = artifactText(artifact);
  expect(await parseArtifact(json, 'here')).toEqual(artifact);
  const bent = json.replace('Repair', 'Break!');
  await expect(parseArtifact(bent, 'here')).rejects.toMatchObject({ code: 'artifact_corrupt' });
  expect((await withDigest(artifact)).digest).toBe(artifact.digest);
});

it.each(['', 'null', '[]', '{}', '{"version":"2"}', '['.repeat(100_000), '{"version":"1","artifact_id":{}}'])(
  'refuses %.40s',
  async (json) => {
    await expect(parseArtifact(json, 'here')).rejects.toMatchObject({ code: 'artifact_corrupt' });
  },
);
