import type { Server } from 'node:http';

export function startModel(options: {
  readonly scenario: unknown;
  readonly cwd: string;
  readonly port?: number;
}): Promise<{ readonly server: Server; readonly port: number }>;
