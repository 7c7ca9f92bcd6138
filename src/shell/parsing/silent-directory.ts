import type { Redirection, Statement, SyntaxNode } from 'unbash';
import { lastCommand } from './hazards.ts';

/**
 * `cd web 2>/dev/null`, `cd web 2>/dev/null || true`: whether the line went on in `web` nobody is told. A way up is always
 * there.
 */
export const silentDirectory = ({ command, background }: Statement): string | undefined => {
  if (background === true || (command.type === 'AndOr' && command.commands.some(isEnd))) return undefined;
  const node = command.type === 'AndOr' && command.operators[0] === '||' ? command.commands[0] : command;
  if (node?.type !== 'Command' || !/^(?:cd|pushd)$/.test(node.name?.value ?? '') || !dropsErrors(node.redirects))
    return undefined;
  const target = node.args.at(-1);
  return target?.type === 'Word' && !/^(?:-|\.\.?(?:\/\.\.?)*\/?)$/.test(target.value) ? target.value : undefined;
};

const isEnd = (node: SyntaxNode): boolean =>
  node.type !== 'Subshell' && /^(?:exit|return)$/.test(lastCommand(node)?.name?.value ?? '');

/** From left to right, as the shell does it: `>/dev/null 2>&1`. */
const dropsErrors = (redirects: readonly Redirection[]): boolean => {
  const dropped = { out: false, errors: false };
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect') continue;
    const { operator, target, descriptor } = redirect;
    const isOfErrors = descriptor?.type === 'FileDescriptor' && descriptor.value === 2;
    const isDropped = operator === '>&' && target?.value === '1' ? dropped.out : target?.value === '/dev/null';
    if (isOfErrors || operator.startsWith('&>')) dropped.errors = isDropped;
    if (!isOfErrors) dropped.out = isDropped;
  }
  return dropped.errors;
};
