import { expect, test } from 'vitest';
import { diffArtifacts } from '../../../src/engine/diff-artifacts.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import { derive, type Here, here } from './artifact-world.ts';

const save = async (place: Here, artifactId: string, text: string) =>
  saveArtifact(place.world, { sessions: await place.build([place.log('a.log', text)]), derive, artifactId });

const objectives = ({ changes }: Awaited<ReturnType<typeof diffArtifacts>>) =>
  changes.filter(({ field }) => field === 'objective').map(({ from, to }) => [from, to]);

test('versions of one, and two artifacts', async () => {
  const place = here();
  for (const text of ['first', 'second', 'third']) await save(place, 'one', `${text}\n`);
  await save(place, 'two', 'other\n');
  expect(objectives(await diffArtifacts(place.world, ['one']))).toEqual([['second', 'third']]);
  expect(objectives(await diffArtifacts(place.world, ['one~1']))).toEqual([['first', 'second']]);
  expect(objectives(await diffArtifacts(place.world, ['one~2', 'one']))).toEqual([['first', 'third']]);
  expect(objectives(await diffArtifacts(place.world, ['one', 'two']))).toEqual([['third', 'other']]);
  expect((await diffArtifacts(place.world, ['one', 'one'])).changes).toEqual([]);
});

test('a version or an artifact that is not there, and a name that is none', async () => {
  const place = here();
  await save(place, 'one', 'first\n');
  await expect(diffArtifacts(place.world, ['one'])).rejects.toMatchObject({
    code: 'artifact_not_found',
    message: expect.stringMatching(/version one~1\b.*saved/),
    hint: expect.stringContaining('artifact show one'),
  });
  await expect(diffArtifacts(place.world, ['none'])).rejects.toMatchObject({ code: 'artifact_not_found' });
  await expect(diffArtifacts(place.world, ['one^{tree}'])).rejects.toMatchObject({ code: 'invalid_artifact_id' });
  await expect(diffArtifacts(place.world, ['../x', 'one'])).rejects.toMatchObject({ code: 'invalid_artifact_id' });
});
