import type { Event } from '../domain/session.ts';

/** Which events came, in their order: enough to tell two readings of one log apart, in the memory of two numbers. */
export interface Trail {
  add(event: Event): void;
  count(): number;
  is(other: Trail): boolean;
  digest(): number;
}

/** An event is known by its id and type: what is read of one record does not change while the record stays. */
export const createTrail = (): Trail => {
  let count = 0;
  let digest = 0x811c9dc5;
  const mix = (text: string): void => {
    for (let index = 0; index < text.length; index++) digest = Math.imul(digest ^ text.charCodeAt(index), 0x01000193);
  };
  return {
    add: ({ event_id: id, event_type: { type } }) => {
      count++;
      mix(id);
      mix(type);
    },
    count: () => count,
    is: (other) => count === other.count() && digest === other.digest(),
    digest: () => digest,
  };
};
