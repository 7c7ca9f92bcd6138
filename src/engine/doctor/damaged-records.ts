import { ARCHIVE_REF, quarantineRef } from '../../domain/refs.ts';
import { withoutRefFile } from '../../domain/without-ref-file.ts';
import type { DamagedRecord } from '../../store/damaged-records.ts';
import type { LostRecord } from '../../store/lost-records.ts';
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
  ...(record.lost ?? []).map((one) => foundAgain(record, one)),
];

const ailmentOf = (record: DamagedRecord): Ailment => {
  const { ref, commit, problem, left } = record;
  const what = `${ref}: ${problem}; ${lossOf(record)}`;
  if (commit === null) return told('error', what, `${withoutRefFile(ref)} && ${RESTORE}`);
  return {
    severity: 'error',
    what: `${what}; a fetch brings in what the remote has of it; the fix ${left > 0 ? 'goes on with those' : 'begins it anew'}`,
    hint: RESTORE,
    fix: { kind: 'set-aside', ref, to: quarantineRef(ref, commit), commit },
  };
};

const lossOf = ({ ref, left, lost }: DamagedRecord): string => {
  const unseen = lost === null ? ', and the repository is too large to look through for it' : '';
  if (ref === ARCHIVE_REF) return `what was archived here and is at no remote may be lost${unseen}`;
  const many = left > 0 ? `${left} removals can still be read` : 'no removal can be read';
  return `${many}: what was removed, and is in no other record, may come back from a clone that has it${unseen}`;
};

/** Whoever reads it decides: it may have come with somebody's branch. */
const foundAgain = ({ ref, lost }: DamagedRecord, { object, isCommit, count }: LostRecord): Ailment => {
  const before = ref === ARCHIVE_REF ? lost?.find((one) => one.isCommit)?.object : undefined;
  const to = isCommit ? object : committed(ref, object, before);
  return told(
    'note',
    `${object} holds ${count} ${ref === ARCHIVE_REF ? 'artifacts' : 'removals'}: it can be the new beginning, once what is damaged was set aside; look at it first, it may have come with a branch: git ls-tree -r ${object}`,
    `git update-ref --no-deref ${ref} ${to} ${'0'.repeat(object.length)}`,
  );
};

/** @param before whose history it keeps: versions that were archived with the tree alone stay as their files are */
const committed = (ref: string, tree: string, before: string | undefined): string => {
  const message = ref === ARCHIVE_REF ? 'handoff-archive' : 'handoff-tombstones: found';
  const parent = before === undefined ? '' : ` -p ${before}`;
  const who = '-c user.name=opensession -c user.email=cli@opensession.io';
  return `"$(git ${who} commit-tree -m "${message}"${parent} ${tree})"`;
};
