/** Work packages of several sessions in the order of time, numbered anew. */
import type { Handoff, WorkPackage } from '../../domain/handoff.ts';
import { timeOf } from '../time-span.ts';

export type MergedPackage = WorkPackage & { readonly session_id: string };

/** `depends_on` and `evidence_refs` name packages and evidence of the same session. */
export const mergePackages = (ordered: readonly Handoff[]): readonly MergedPackage[] => {
  const placed = ordered.flatMap(({ session_id, work_packages }, session) =>
    work_packages.map((one, index) => ({ one: { ...one, session_id }, at: begin(one), session, index })),
  );
  placed.sort((a, b) => (a.at === b.at ? a.session - b.session || a.index - b.index : a.at - b.at));
  return placed.map(({ one }, index) => ({ ...one, sequence: index + 1 }));
};

/** What has not begun comes after all that has. */
const begin = ({ started_at, completed_at }: WorkPackage): number => {
  const time = timeOf(started_at ?? completed_at ?? '');
  return Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;
};
