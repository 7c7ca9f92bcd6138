import type { Format } from './format.ts';
import { printNode } from './markdown/print-node.ts';
import { outline } from './outline/outline.ts';

/** For people, on a forge or in an editor. Foreign text cannot break out of its place: see markdown/escape.ts. */
export const markdown: Format = {
  id: 'markdown',
  description: 'a Markdown page',
  render: (input) => `${outline(input).map(printNode).join('\n\n')}\n`,
};
