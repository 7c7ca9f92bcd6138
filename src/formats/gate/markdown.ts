import { printNode } from '../markdown/print-node.ts';
import type { GateFormat } from './gate-format.ts';
import { gateOutline } from './outline.ts';

/** Foreign text cannot break out of its place: see markdown/escape.ts. */
export const markdown: GateFormat = {
  id: 'markdown',
  description: 'a Markdown page',
  render: ({ report }) => `${gateOutline(report).map(printNode).join('\n\n')}\n`,
};
