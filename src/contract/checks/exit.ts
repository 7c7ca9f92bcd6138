import { ATTR, attribute, type ExitSource } from '../../domain/event-attributes.ts';
import type { SettledEvent } from '../settle.ts';

/** How a shell command ended, as far as the log says. */
export interface Exit {
  /** null: no status belongs to it. */
  readonly code: number | null;
  readonly source: ExitSource | null;
  /** Why there is none. */
  readonly missing: { readonly kind: 'background' | 'no-exit'; readonly detail: string } | null;
}

/** Success that is only inferred from the absence of a mark is void when the agent expected a failure anyway. */
export const exitOf = (event: SettledEvent): Exit => {
  const code = event.event_type.type === 'ShellCommand' ? event.event_type.data.exit_code : undefined;
  const source = sourceOf(attribute(event, ATTR.exitSource));
  if (attribute(event, ATTR.background) === true) return none('background', 'started in the background');
  if (source === 'absence' && (code ?? 0) === 0) {
    if (attribute(event, ATTR.exitExpected) === true) return none('no-exit', 'the agent expected it to fail');
    return { code: 0, source, missing: null };
  }
  return code === undefined ? none('no-exit', 'the log holds no exit status') : { code, source, missing: null };
};

const none = (kind: 'background' | 'no-exit', detail: string): Exit => ({
  code: null,
  source: null,
  missing: { kind, detail },
});

const sourceOf = (value: unknown): ExitSource | null =>
  value === 'structured' || value === 'text' || value === 'absence' ? value : null;
