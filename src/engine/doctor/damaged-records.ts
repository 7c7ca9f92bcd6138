import { TOMBSTONES_REF, quarantineRef } from '../../domain/refs.ts';
import { withoutRefFile } from '../../domain/without-ref-file.ts';
import type { DamagedRecord } from '../../store/damaged-records.ts';
import type { LostRecord } from '../../store/lost-removals.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

/** Artifacts are saved, sent and fetched without them; what was removed may come back meanwhile, and nothing is archived. */
export const damagedRecordsCheck: DoctorCheck = {
  id: 'damaged_records',
  description: 'the record of removals and the archive can be read',
  look: async (_, examined) => (await (examined?.store.damagedRecords() ?? [])).flatMap(ailmentsOf),
};

const RESTORE = 'opensession session handoff artifact fetch';

const ailmentsOf = (record: DamagedRecord): readonly Ailment[] => [
  ailmentOf(record),
  ...(record.removals?.lost ?? []).map(foundAgain),
];

const ailmentOf = ({ ref, commit, problem, removals }: DamagedRecord): Ailment => {
  const what = `${ref}: ${problem}`;
  const lost = removals === undefined ? '' : `; ${lossOf(removals)}`;
  if (commit === null) return told('error', `${what}${lost}`, `${withoutRefFile(ref)} && ${RESTORE}`);
  const begins = removals === undefined || removals.left === 0 ? 'begins it anew' : 'goes on with those';
  return {
    severity: 'error',
    what: `${what}; a fetch brings in what the remote has of it${lost}; the fix ${begins}`,
    hint: RESTORE,
    fix: { kind: 'set-aside', ref, to: quarantineRef(ref, commit), commit },
  };
};

const lossOf = ({ left, lost }: NonNullable<DamagedRecord['removals']>): string => {
  const many = left > 0 ? `${left} removals can still be read` : 'no removal can be read';
  const back = 'what was removed by those that nobody else has may come back from a clone that has it';
  const unseen = lost === null ? '; the repository is too large to look through for them' : '';
  return `${many}, and ${back}${unseen}`;
};

/** Whoever reads it decides: it may have come with somebody's branch. */
const foundAgain = ({ object, isCommit, removals }: LostRecord): Ailment =>
  told(
    'note',
    `${object} holds ${removals} removals: once the record was set aside they can be its beginning`,
    `git update-ref --no-deref ${TOMBSTONES_REF} ${isCommit ? object : committed(object)} ${'0'.repeat(object.length)}`,
  );

const committed = (tree: string): string =>
  `"$(git -c user.name=opensession -c user.email=cli@opensession.io commit-tree -m "handoff-tombstones: found" ${tree})"`;
