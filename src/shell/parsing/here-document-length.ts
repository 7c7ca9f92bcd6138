import { forEachChild, type Script, type SyntaxNode } from 'unbash';

/** A text with more expansions than this is a script of its own. */
const MAX_PARTS = 1000;

/** Characters of a script that are the texts of here-documents: a file that is written, no commands. */
export const hereDocumentLength = (script: Script): number => {
  let sum = 0;
  const stack: SyntaxNode[] = [script];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'HereDocBody' && (node.parts ?? []).length <= MAX_PARTS) sum += node.text.length;
    else forEachChild(node, (child) => void stack.push(child));
  }
  return sum;
};
