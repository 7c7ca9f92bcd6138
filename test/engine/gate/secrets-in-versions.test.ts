import { expect, test } from 'vitest';
import { ARTIFACTS_PREFIX } from '../../../src/domain/refs.ts';
import { secretsInVersions } from '../../../src/engine/gate/secrets-in-versions.ts';
import type { ReadArtifact } from '../../../src/judging/read-artifact.ts';

/** Made here, so that no scanner finds one in this file. */
const SECRET = ['gh', 'p_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4'].join('');
const VERSION = '1'.repeat(40);

const found = async (bytes: Buffer): Promise<readonly string[]> => {
  const inspect = async function* () {
    yield {
      ref: `${ARTIFACTS_PREFIX}one`,
      commit: VERSION,
      message: '',
      parents: [],
      entries: [],
      files: new Map([['notes.txt', bytes]]),
      unread: [],
      absent: [],
    };
  };
  const secrets = await secretsInVersions({ inspect }, [{ id: 'base:one', version: VERSION } as ReadArtifact]);
  return [...secrets.values()].flat().map(({ code }) => code);
};

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
