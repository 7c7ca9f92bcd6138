import type { Coverage } from '../domain/coverage.ts';

/** A sentence on a log of which every record was passed over; undefined where one was not, or there is none. */
export const unreadRecords = (path: string, { records, broken }: Coverage): string | undefined =>
  records > 0 && broken.count === records
    ? `no record of ${path} can be read: the first of ${records}, at byte ${broken.first_offset ?? 0}, is no JSON, cut off, or too large (over 32 MiB in memory)`
    : undefined;
