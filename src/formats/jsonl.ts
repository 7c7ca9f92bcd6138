import type { Format } from './format.ts';
import { sortedJson } from '../domain/sorted-json.ts';

export const jsonl: Format = {
  id: 'jsonl',
  description: 'one handoff per line, as JSON',
  render: ({ handoffs }) => handoffs.map((handoff) => `${sortedJson(handoff)}\n`).join(''),
};
