/** Drift between two versions of an agent: what a handoff of the older one's run tells, and the newer one's does not. */

/** Of this project, a count of what is missing, or of how fast the machine was: no field that an agent fills. */
const NOT_OF_THE_AGENT: ReadonlySet<string> = new Set([
  'schema',
  'producer',
  'coverage',
  'duration_seconds',
  'redaction',
  'truncated',
  'undefined_fields',
  'validation',
]);

/** Paths of all fields that tell something, `[]` for the items of a list: `verification.checks_run[].exit_code`. */
export const filledFields = (handoff: object): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(handoff)) if (!NOT_OF_THE_AGENT.has(key)) note(key, value, found);
  return found;
};

const note = (path: string, value: unknown, found: Set<string>): void => {
  // nothing, none, and what is so because nothing is known
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return;
  if (Array.isArray(value)) for (const part of value) note(`${path}[]`, part, found);
  else if (typeof value === 'object')
    for (const [key, part] of Object.entries(value)) note(`${path}.${key}`, part, found);
  else if (value !== 'unknown') found.add(path);
};

/** In the order of the older one's fields. */
export const lostFields = (older: object, newer: object): readonly string[] => {
  const left = filledFields(newer);
  return [...filledFields(older)].filter((path) => !left.has(path));
};
