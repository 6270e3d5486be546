/** Keeps the number of connections within what one process can serve; the others are told so, instead of hanging. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** A shop with all its functions busy has some hundred. */
export const MOST_CONNECTIONS = 2000;

const BODY = JSON.stringify({ code: 'EXCEED_CONCURRENT_REQUEST_LIMIT', message: `More than ${MOST_CONNECTIONS} connections at once. Close those that are not needed.` });
const REFUSAL = `HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(BODY)}\r\nconnection: close\r\n\r\n${BODY}`;
/** A refused client that does not hang up is hung up on. */
const PATIENCE_MS = 2000;

/** Returns whether a request came over a connection that was refused: it must not be carried out. */
export function limitConnections(server: Server, complain: (text: string) => void, most = MOST_CONNECTIONS): (request: IncomingMessage) => boolean {
  const refused = new WeakSet<Socket>();
  let open = 0;
  let complained = false;
  server.on('connection', (socket: Socket) => {
    if (open < most) {
      open++;
      socket.once('close', () => {
        open--;
        if (open < most / 2) complained = false;
      });
      return;
    }
    refused.add(socket);
    // It may be gone already.
    socket.on('error', () => socket.destroy());
    socket.end(REFUSAL);
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
    socket.once('close', () => clearTimeout(timer));
    if (!complained) complain(`More than ${most} connections at once: further ones are refused until some are closed.`);
    complained = true;
  });
  return ({ socket }) => refused.has(socket);
}
