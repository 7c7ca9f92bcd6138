import type { LogReader } from '../log-reader.ts';
import { flatYaml } from '../reading/flat-yaml.ts';
import { besideEvents } from './locate.ts';

/** What `workspace.yaml` beside the events says of a session. */
export interface Workspace {
  readonly title: string | undefined;
  readonly cwd: string | undefined;
  readonly branch: string | undefined;
}

const MOST = 64 * 1024;

export const readWorkspace = (path: string, logs: LogReader): Workspace => {
  const file = besideEvents(path, 'workspace.yaml');
  const text = file === undefined ? '' : (logs.text(file, MOST) ?? '');
  const values = flatYaml(text);
  return { title: values.get('name') ?? values.get('summary'), cwd: values.get('cwd'), branch: values.get('branch') };
};
