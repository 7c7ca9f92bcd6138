import { asString, field, isObject } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { languageOf } from '../reading/language-of.ts';

/** A file as a call leaves it. */
export interface WrittenFile {
  readonly path: string;
  /** undefined: the call does not hold it whole. */
  readonly text: string | undefined;
}

/** What a call of Gemini CLI, or of Qwen Code, which was made from it, shows: its command, the file's text, or its arguments. */
export const callBlocks = (
  { name, args }: { readonly name: string; readonly args: unknown },
  written?: WrittenFile,
): readonly Block[] => {
  const command = name === 'run_shell_command' ? asString(field(args, 'command')) : undefined;
  if (command !== undefined) return [{ type: 'Code', code: command, language: 'bash' }];
  if (written?.text === undefined) return isObject(args) ? [{ type: 'Json', data: args }] : [];
  const language = languageOf(written.path);
  return [{ type: 'Code', code: written.text, ...(language === undefined ? {} : { language }) }];
};
