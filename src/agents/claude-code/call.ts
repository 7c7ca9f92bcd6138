import type { JsonObject } from '../../domain/json.ts';
import type { ToolKind } from '../reading/tool-kind.ts';

/** A tool call that may still get its result. */
export interface Call {
  readonly name: string;
  readonly kind: ToolKind;
  readonly background: boolean;
  /** Kept only where the result needs it. */
  readonly input?: JsonObject;
}
