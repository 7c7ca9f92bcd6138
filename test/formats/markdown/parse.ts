/** What a CommonMark + GFM reader makes of a page. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** As much of a node as the tests look at. */
export interface Node {
  readonly type: string;
  readonly value?: string | undefined;
  readonly children?: readonly Node[] | undefined;
  /** Of a list item: it has a box to tick. */
  readonly checked?: boolean | null | undefined;
}

export const parse = (page: string): Node & { readonly children: readonly Node[] } =>
  fromMarkdown(page, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

export const nodesOf = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(nodesOf)];

export const typesOf = (node: Node): readonly string[] => nodesOf(node).map((each) => each.type);

/** What a reader sees of it, code and prose alike. */
export const visibleText = (node: Node): string =>
  nodesOf(node)
    .map((each) => each.value ?? '')
    .join('');

/** Prose alone: where forges look for references. */
export const proseOf = (node: Node): readonly string[] =>
  nodesOf(node).flatMap((each) => (each.type === 'text' ? [each.value ?? ''] : []));
