/** Servers on the loopback address that end with the test. */
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type GitServer, type Intercept, serveGit, serveSockets } from './local-servers.ts';

export const gitHttp = async (root: string, intercept?: Intercept): Promise<Omit<GitServer, 'close'>> => {
  const server = await serveGit(root, intercept);
  onTestFinished(server.close);
  return server;
};

/** A server that does with each connection what it is told. @returns its port */
export const socketServer = async (onConnection: (socket: Socket) => void): Promise<number> => {
  const { port, close } = await serveSockets(onConnection);
  onTestFinished(close);
  return port;
};
