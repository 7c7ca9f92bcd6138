import type { BranchVersion } from '../../domain/branch/newer-version.ts';
import { parseHailLine } from '../../domain/hail/line.ts';
import { readOrAbsent } from '../../git/read-or-absent.ts';
import type { Place } from '../place.ts';
import { branchIncomplete } from './left-out.ts';

/** The older tool's meta.json names no time: the header of the session's file does. */
export const withTimes = async (
  place: Place,
  versions: readonly (BranchVersion | null)[],
): Promise<readonly (BranchVersion | null)[]> => {
  const timeless = versions.flatMap((version) =>
    version !== null && version.updated_at === null ? [version.blob] : [],
  );
  const times = new Map<string, string | null>();
  // one by one: each may be as large as a session is
  for (const blob of new Set(timeless)) {
    const [found] = await readOrAbsent(place, [blob]);
    if (found === 'absent') throw await branchIncomplete(place);
    times.set(blob, found == null ? null : headerTime(found.bytes));
  }
  return versions.map((version) =>
    version === null ? null : { ...version, updated_at: version.updated_at ?? times.get(version.blob) ?? null },
  );
};

const headerTime = (bytes: Buffer): string | null => {
  const end = bytes.indexOf(0x0a);
  const line = parseHailLine(bytes.toString('utf8', 0, end < 0 ? bytes.length : end));
  return line.kind === 'header' ? line.header.context.updated_at : null;
};
