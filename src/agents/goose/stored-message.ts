import type { Origin } from '../../domain/session.ts';

/** One message of either generation. */
export interface StoredMessage {
  /** Row id, or number of the line. */
  readonly id: string;
  readonly role: string;
  /** RFC 3339. */
  readonly at: string | undefined;
  /** Undefined when it is no JSON list. */
  readonly content: readonly unknown[] | undefined;
  /** `{userVisible, agentVisible, inference: {provider, requestedModel}}`; absent in older ones. */
  readonly metadata: unknown;
  /** Bytes; 0 in a database. */
  readonly offset: number;
  readonly origin: Origin | undefined;
}
