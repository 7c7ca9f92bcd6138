import { quarantineRef } from '../../domain/refs.ts';
import { withoutRefFile } from '../../domain/without-ref-file.ts';
import type { DamagedRecord } from '../../store/damaged-records.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

/** Artifacts are saved, sent and fetched without them; what was removed may come back meanwhile, and nothing is archived. */
export const damagedRecordsCheck: DoctorCheck = {
  id: 'damaged_records',
  description: 'the record of removals and the archive can be read',
  look: async (_, examined) => (await (examined?.store.damagedRecords() ?? [])).map(ailmentOf),
};

const RESTORE = 'opensession session handoff artifact fetch';

const ailmentOf = ({ ref, commit, problem }: DamagedRecord): Ailment => {
  const what = `${ref}: ${problem}`;
  if (commit === null) return told('error', what, `${withoutRefFile(ref)} && ${RESTORE}`);
  return {
    severity: 'error',
    what: `${what}; a fetch brings in what the remote has of it; the fix begins it anew`,
    hint: RESTORE,
    fix: { kind: 'set-aside', ref, to: quarantineRef(ref, commit), commit },
  };
};
