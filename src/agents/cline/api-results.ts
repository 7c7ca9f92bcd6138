import { asString, asText, field, type JsonObject } from '../../domain/json.ts';
import { onceEach } from '../reading/once-each.ts';
import { textKey } from '../../domain/text-key.ts';
import { joinPath } from '../reading/join-path.ts';
import { withoutLabel } from './command-exit.ts';
import { blocksOf, type ListedMessages, type Messages } from './messages.ts';
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
export const apiResults = (messages: ListedMessages, cwd: string | undefined): ApiResults => {
  const waiting = new Map<string, Waiting>();
  const add = (key: string, place: Place): void => {
    const known = waiting.get(textKey(key));
    if (known === undefined) waiting.set(textKey(key), { places: [place], taken: 0 });
    else known.places.push(place);
  };
  let number = 0;
  for (const message of messages.all) {
    const here = number++;
    for (const [index, block] of blocksOf(message).entries()) {
      for (const key of calledKeys(block, messages, cwd)) add(key, { call: asText(block['id']) ?? '' });
      const label = field(message, 'role') === 'user' ? labelOf(block) : undefined;
      if (label !== undefined) for (const key of labelKeys(label, cwd)) add(key, { message: here, block: index });
    }
  }
  const textAt = textsOf(messages);
  const take = (key: string): string | undefined => {
    const known = waiting.get(textKey(key));
    const place = known?.places[known.taken++];
    return place === undefined ? undefined : textAt(place);
  };
  return {
    ofCommand: (command) => take(`command ${command.trim()}`),
    ofFile: (path) => take(`file ${placed(path, cwd)}`),
  };
};

/** Where the text of a result stands: it is read when it is taken. */
type Place = { readonly call: string } | { readonly message: number; readonly block: number };

interface Waiting {
  readonly places: Place[];
  taken: number;
}

const calledKeys = (block: JsonObject, messages: Messages, cwd: string | undefined): readonly string[] => {
  const id = field(block, 'type') === 'tool_use' ? asText(field(block, 'id')) : undefined;
  if (id === undefined || !messages.isAnswered(id)) return [];
  return keysOf(asText(field(block, 'name')) ?? '', field(block, 'input'), cwd);
};

const textsOf = (messages: ListedMessages): ((place: Place) => string) => {
  const blocksIn = onceEach(blocksOf);
  return (place) => {
    if ('call' in place) {
      const result = messages.resultOf(place.call);
      return result === undefined ? '' : withoutLabel(textOf(result));
    }
    const blocks = blocksIn(messages.all.at(place.message));
    const text = asString(field(blocks[place.block], 'text')) ?? '';
    const own = text.slice(LABEL.exec(text)?.[0].length ?? 0).trim();
    // the result's text stands behind the label, or in the next block
    return own === '' ? (asString(field(blocks[place.block + 1], 'text')) ?? '') : own;
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

interface Label {
  readonly name: string;
  /** What it was asked for. */
  readonly named: string;
}

const labelOf = (block: JsonObject): Label | undefined => {
  const text = field(block, 'type') === 'text' ? (asString(field(block, 'text')) ?? '') : '';
  const [label, name = '', named = ''] = LABEL.exec(text) ?? [];
  return label === undefined ? undefined : { name, named };
};

const labelKeys = ({ name, named }: Label, cwd: string | undefined): readonly string[] => {
  if (COMMANDS.has(name)) return [`command ${named.trim()}`];
  return WRITERS.has(name) ? [`file ${placed(named, cwd)}`] : [];
};
