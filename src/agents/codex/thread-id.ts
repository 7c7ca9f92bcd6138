import { timeOfMillis } from '../reading/log-time.ts';

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Milliseconds since the epoch at which a thread or turn id was made. Codex ids are UUIDs of version 7 since mid 2025;
 * undefined for others.
 */
export const millisOfId = (id: string): number | undefined =>
  UUID_7.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;

export const timeOfId = (id: string): string | undefined => timeOfMillis(millisOfId(id));
