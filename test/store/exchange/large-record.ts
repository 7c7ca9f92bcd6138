/** A record of removals of many bytes that costs a test next to nothing. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOMBSTONES_MESSAGE } from '../../../src/store/tombstones.ts';
import { type Clone, GRAVEYARD } from '../../support/clones.ts';

export const MIB = 1024 * 1024;

/** Begins a record with one removal, beside a text of 1 MiB that stands under many names: it is read for each of them. */
export const buryLarge = (clone: Clone, id: string, digit: string, length = 40): void => {
  const commit = digit.repeat(40);
  const removal = { artifact_id: id, commit, removed_at: '2026-02-03T04:05:06.789Z', reason: 'removed', versions: [] };
  const kept = (text: string): string => {
    writeFileSync(join(clone.dir, 'removal'), text);
    return clone.git('hash-object', '-w', 'removal');
  };
  const [small, large] = [kept(JSON.stringify(removal)), kept(' '.repeat(MIB))];
  const shard = createHash('sha256').update(id).digest('hex').slice(0, 2);
  const names = Array.from({ length }, (_, index) => `${large},${shard}/${id}-${index}@${commit}`);
  const entries = [`${small},${shard}/${id}@${commit}`, ...names].flatMap((entry) => [
    '--cacheinfo',
    `100644,${entry}`,
  ]);
  clone.git('update-index', '--add', ...entries);
  const made = clone.git('commit-tree', clone.git('write-tree'), '-m', `${TOMBSTONES_MESSAGE}1`);
  clone.git('update-ref', GRAVEYARD, made);
};
