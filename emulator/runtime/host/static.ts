/** Answers with files, whole or a range of bytes. */
import fs from 'node:fs';
import path from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export function sendText(response: ServerResponse, name: string, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': TYPES[path.extname(name)] ?? 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(text);
}

export function sendNotFound(response: ServerResponse, what: string): void {
  sendText(response, 'error.txt', `Not found: ${what}\n`, 404);
}

export function sendFile(request: IncomingMessage, response: ServerResponse, file: string): void {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) return sendNotFound(response, path.basename(file));
  const headers = { 'content-type': TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream', 'cache-control': 'no-cache', 'accept-ranges': 'bytes' };
  const range = requestedRange(request.headers.range, stat.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${stat.size}` }).end();
    return;
  }
  const [start, end] = range ?? [0, stat.size - 1];
  const partial = range ? { 'content-range': `bytes ${start}-${end}/${stat.size}` } : {};
  response.writeHead(range ? 206 : 200, { ...headers, ...partial, 'content-length': end - start + 1 });
  if (request.method === 'HEAD' || stat.size === 0) {
    response.end();
    return;
  }
  // The file may vanish while it is read; then the browser sees a broken answer.
  fs.createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response);
}

function requestedRange(header: string | undefined, size: number): [number, number] | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : [start, end];
}

/** The file below `folder` that a URL path names; null when it leads out of it. */
export function fileBelow(folder: string, urlPath: string): string | null {
  const file = path.join(folder, urlPath);
  return file.startsWith(folder + path.sep) && !urlPath.includes('\0') ? file : null;
}
