import { asString, asText, field } from '../../domain/json.ts';
import { joinPath } from '../reading/join-path.ts';
import { withoutLabel } from './command-exit.ts';
import { blocksOf, type Messages } from './messages.ts';
import { textOf } from './outcome.ts';
import { COMMANDS, commandsOf, firstText } from './tool-call.ts';

/** What the model was told of a tool's work, by what was asked for; each is taken once, in order. */
export interface ApiResults {
  ofCommand(command: string): string | undefined;
  ofFile(path: string): string | undefined;
}

/**
 * The results in api_conversation_history.json: tool calls with results that name them, or (until 3.3x) texts that begin
 * with what they answer, `[execute_command for 'npm test'] Result:`.
 */
export const apiResults = (messages: Messages, cwd: string | undefined): ApiResults => {
  const waiting = new Map<string, string[]>();
  const add = (key: string, text: string): void => void waiting.set(key, [...(waiting.get(key) ?? []), text]);
  for (const message of messages.all) {
    for (const [index, block] of blocksOf(message).entries()) {
      const id = asText(field(block, 'id'));
      const result = field(block, 'type') === 'tool_use' && id !== undefined ? messages.results.get(id) : undefined;
      if (result !== undefined) {
        for (const key of keysOf(asText(field(block, 'name')) ?? '', field(block, 'input'), cwd))
          add(key, withoutLabel(textOf(result)));
      }
      if (field(block, 'type') === 'text' && field(message, 'role') === 'user')
        addLabelled(message, index, { cwd, add });
    }
  }
  const take = (key: string): string | undefined => waiting.get(key)?.shift();
  return {
    ofCommand: (command) => take(`command ${command.trim()}`),
    ofFile: (path) => take(`file ${placed(path, cwd)}`),
  };
};

const placed = (path: string, cwd: string | undefined): string => (cwd === undefined ? path : joinPath(cwd, path));

const keysOf = (name: string, input: unknown, cwd: string | undefined): readonly string[] => {
  if (COMMANDS.has(name)) return commandsOf(input).map((command) => `command ${command.trim()}`);
  const path = WRITERS.has(name) ? firstText(input, 'path', 'absolutePath') : undefined;
  return path === undefined ? [] : [`file ${placed(path, cwd)}`];
};

const WRITERS: ReadonlySet<string> = new Set([
  'write_to_file',
  'replace_in_file',
  'apply_diff',
  'new_rule',
  'insert_content',
  'search_and_replace',
]);

const LABEL = /^\[([\w-]{1,80}) for '([^]{0,20000}?)'\.{0,3}\] Result:/;

interface Adding {
  readonly cwd: string | undefined;
  readonly add: (key: string, text: string) => void;
}

/** The result's text stands behind the label, or in the next block. */
const addLabelled = (message: unknown, index: number, { cwd, add }: Adding): void => {
  const blocks = blocksOf(message);
  const text = asString(field(blocks[index], 'text')) ?? '';
  const [label, name = '', named = ''] = LABEL.exec(text) ?? [];
  if (label === undefined) return;
  const own = text.slice(label.length).trim();
  const told = own === '' ? (asString(field(blocks[index + 1], 'text')) ?? '') : own;
  if (COMMANDS.has(name)) add(`command ${named.trim()}`, told);
  else if (WRITERS.has(name)) add(`file ${placed(named, cwd)}`, told);
};
