import { expect, test } from 'vitest';
import { ARTIFACTS_PREFIX } from '../../../src/domain/refs.ts';
import { secretsInVersions } from '../../../src/engine/gate/secrets-in-versions.ts';
import type { ReadArtifact } from '../../../src/judging/read-artifact.ts';

/** Made here, so that no scanner finds one in this file. */
const SECRET = ['gh', 'p_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4'].join('');
const VERSION = '1'.repeat(40);

const FILE = 'notes.txt';

/** By name of the artifact, from its only file. */
const foundIn = async (files: {
  readonly [id: string]: Buffer;
}): Promise<Readonly<Record<string, readonly string[]>>> => {
  const inspect = async function* () {
    for (const [id, bytes] of Object.entries(files))
      yield {
        ref: `${ARTIFACTS_PREFIX}${id}`,
        commit: VERSION,
        message: '',
        parents: [],
        entries: [],
        files: new Map([[FILE, bytes]]),
        unread: [],
        absent: [],
      };
  };
  const asked = Object.keys(files).map((id) => ({ id: `base:${id}`, version: VERSION }) as ReadArtifact);
  const secrets = await secretsInVersions({ inspect }, asked);
  return Object.fromEntries([...secrets].map(([name, problems]) => [name, problems.map(({ code }) => code)]));
};

const found = async (bytes: Buffer): Promise<readonly string[]> => Object.values(await foundIn({ one: bytes })).flat();

const little = Buffer.from(`\ufeffuse ${SECRET}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(`use ${SECRET}`)],
  ['UTF-16, the small end first', little],
  ['UTF-16, the great end first', Buffer.from(little).swap16()],
  [
    'what says that it is UTF-16, and is not',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`\nuse ${SECRET}`)]),
  ],
])('a secret is seen in %s', async (_, bytes) => {
  expect(await found(bytes)).toEqual(['secret_present']);
});

test('a text that several versions hold is told of each', async () => {
  const same = Buffer.from(`use ${SECRET}`);
  expect(await foundIn({ one: same, two: Buffer.from('nothing'), three: same })).toEqual({
    [`base:one ${VERSION}`]: ['secret_present'],
    [`base:two ${VERSION}`]: [],
    [`base:three ${VERSION}`]: ['secret_present'],
  });
});
