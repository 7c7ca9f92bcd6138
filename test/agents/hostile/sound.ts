import { expect } from 'vitest';
import type { ReadSession } from '../read-all.ts';

/** What holds of every session, whatever its log held. HAIL's own events are kept as they stand, their times too. */
export const sound = ({ events, coverage }: ReadSession, agent: string): void => {
  const isKept = agent === 'hail';
  const ids = new Set<string>();
  for (const event of events) {
    if (ids.has(event.event_id)) expect.fail(`the id ${event.event_id} stands twice`);
    ids.add(event.event_id);
    if (!isKept && Number.isNaN(Date.parse(event.timestamp))) expect.fail(`"${event.timestamp}" is no time`);
    if (
      !isKept &&
      event.duration_ms !== undefined &&
      !(Number.isSafeInteger(event.duration_ms) && event.duration_ms >= 0)
    )
      expect.fail(`${event.duration_ms} ms is no duration`);
    for (const [key, value] of Object.entries(event.attributes ?? {}))
      if (!isKept && typeof value === 'number' && !Number.isFinite(value)) expect.fail(`${key} is ${value}`);
  }
  if (!(coverage.records >= 0)) expect.fail(`${coverage.records} records`);
  if ('polluted' in {}) expect.fail('a prototype was changed');
};
