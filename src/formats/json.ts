import type { Format } from './format.ts';
import { sortedJson } from '../domain/sorted-json.ts';

/** A pretty array with one handoff per session; no newline at the end. */
export const json: Format = {
  id: 'json',
  description: 'a JSON array with one handoff per session',
  render: ({ handoffs }) => sortedJson(handoffs, 2),
};
