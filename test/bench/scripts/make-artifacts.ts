/** A repository with many live artifacts of sixty claimed files each, made by one fast-import; their keys stand in the messages. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { packKeys } from '../../../src/domain/change-keys.ts';

export const FILES = 60;

export const artifactName = (index: number): string => `artifact-20261122T101112${String(index).padStart(5, '0')}-abcd`;

/** Of the nth claimed file of an artifact: any 12 digits that differ. */
export const keyOf = (artifact: number, file: number): string =>
  createHash('sha256').update(`${artifact}/${file}`).digest('hex').slice(0, 12);

export const makeArtifacts = (repo: string, count: number): void => {
  execFileSync('git', ['init', '-q', repo]);
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo, input: stream(count), maxBuffer: 1 << 28 });
  execFileSync('git', ['pack-refs', '--all'], { cwd: repo });
};

const stream = (count: number): string => {
  const commands: string[] = [];
  for (let index = 0; index < count; index++) {
    const keys = Array.from({ length: FILES }, (_, file) => keyOf(index, file));
    const id = artifactName(index);
    const message = `handoff-artifact: ${id}\n\nHandoff-Meta: 2\nUpdated: 2026-11-22T10:11:12.000Z\nStates: ${packKeys(keys)}\n`;
    const json = JSON.stringify({ artifact_id: id, keys });
    commands.push(
      `commit refs/opensession/handoff/artifacts/${id}\ncommitter opensession <cli@opensession.io> 1795342272 +0000\n` +
        `data ${message.length}\n${message}\nM 100644 inline artifact.json\ndata ${json.length}\n${json}\n`,
    );
  }
  return commands.join('');
};
