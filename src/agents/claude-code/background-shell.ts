import { ATTR, type ExitSource } from '../../domain/event-attributes.ts';
import { asText, field } from '../../domain/json.ts';
import type { Attributes } from '../../domain/session.ts';
import type { Call } from './call.ts';

/** Tools that read what a background shell printed so far: BashOutput with `bash_id`, TaskOutput with `task_id` (2.1). */
export const readsShell = (name: string): boolean => READERS.has(name);

const READERS: ReadonlySet<string> = new Set(['BashOutput', 'TaskOutput', 'AgentOutputTool']);

/** The id that a call in the background was given: a field of the result, or `… in background with ID: b1`. */
export const startedShell = ({
  text,
  structured,
}: {
  readonly text: string;
  readonly structured: unknown;
}): string | undefined => asText(field(structured, 'backgroundTaskId')) ?? /\bwith ID: ([\w-]{1,64})/.exec(text)?.[1];

/** How a background shell ended, as text of the result says: `<status>failed</status> … <exit_code>1</exit_code>`. */
export const endedShell = (
  { input }: Call,
  { isError, text }: { readonly isError: boolean; readonly text: string },
): Attributes => {
  const id = asText(field(input, 'bash_id')) ?? asText(field(input, 'task_id')) ?? asText(field(input, 'shell_id'));
  // Before what it printed, which may hold such words itself.
  const [head = ''] = text.split(/<(?:stdout|stderr|output)>/, 1);
  const ended = /<status>(?:completed|failed)<\/status>/.test(head);
  const code = /<exit_code>(\d{1,10})<\/exit_code>/.exec(head)?.[1];
  if (isError || id === undefined || !ended || code === undefined) return {};
  return { [ATTR.shellId]: id, [ATTR.exitCode]: Number(code), [ATTR.exitSource]: 'text' satisfies ExitSource };
};
