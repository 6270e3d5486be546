/** The journal as server-sent events: what is known already, then everything new. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Journal } from './journal';

const HEARTBEAT_MS = 20_000;

export class JournalStream {
  private readonly readers = new Set<ServerResponse>();

  constructor(private readonly journal: Journal) {
    journal.on('line', (line) => this.tell('line', line));
    journal.on('call', (call) => this.tell('call', call));
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    for (const line of this.journal.lines) response.write(eventOf('line', line));
    for (const call of this.journal.calls) response.write(eventOf('call', call));
    response.write(': ready\n\n');
    this.readers.add(response);
    const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS).unref();
    request.on('close', () => {
      clearInterval(heartbeat);
      this.readers.delete(response);
    });
  }

  stop(): void {
    for (const response of this.readers) response.end();
    this.readers.clear();
  }

  private tell(name: string, data: object): void {
    if (this.readers.size === 0) return;
    const event = eventOf(name, data);
    for (const response of this.readers) response.write(event);
  }
}

function eventOf(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
