import type { LogReader } from '../log-reader.ts';
import { parseJson } from '../reading/parse-json.ts';
import { besideEvents } from './locate.ts';

/** What `workspace.yaml` beside the events says of a session. */
export interface Workspace {
  readonly title: string | undefined;
  readonly cwd: string | undefined;
  readonly branch: string | undefined;
}

const MOST = 64 * 1024;

/** A flat list of `key: value`. Values that span lines are left out. */
export const readWorkspace = (path: string, logs: LogReader): Workspace => {
  const file = besideEvents(path, 'workspace.yaml');
  const text = file === undefined ? '' : (logs.text(file, MOST) ?? '');
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^([a-z_]{1,40}): (.*)$/.exec(line.trimEnd()) ?? [];
    const plain = value === undefined ? undefined : scalar(value.trim());
    if (key !== undefined && plain !== undefined) values.set(key, plain);
  }
  return { title: values.get('name') ?? values.get('summary'), cwd: values.get('cwd'), branch: values.get('branch') };
};

const scalar = (value: string): string | undefined => {
  if (value === '' || /^[|>&*!{[]/.test(value) || value === 'null' || value === '~') return undefined;
  if (value.length > 1 && value.startsWith("'") && value.endsWith("'")) return value.slice(1, -1).replaceAll("''", "'");
  if (!value.startsWith('"')) return value;
  const text = parseJson(value);
  return typeof text === 'string' ? text : undefined;
};
