/** The host: serves the mini program to browsers on this machine, and keeps the wire to its pages. */
import fs from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Cloud, Host, Log, Project } from '../../contracts';
import { EmulatorError, messageOf } from '../../errors';
import { workbenchScript } from '../../workbench/bundle';
import { Compiler, type Build } from '../compile/compiler';
import { problemText } from '../compile/problems';
import { clientBundle, type ClientBundle } from './client-bundle';
import { refusal } from './guard';
import { Hub } from './hub';
import { appPage, phonePage } from './pages';
import { fileBelow, sendFile, sendNotFound, sendText } from './static';

export interface HostOptions {
  project: Project;
  /** null: the project has no cloud functions. */
  cloud: Cloud | null;
  /** 0: any free one. */
  port: number;
  log: Log;
}

const WORKBENCH = path.resolve(__dirname, '../../workbench');
/** Whom a page is for when nobody says so and the data set names nobody. */
const ANYBODY = 'o-local';

/** Rejects with an EmulatorError when the port is taken. What is wrong in the mini program does not stop it. */
export async function startHost(options: HostOptions): Promise<Host> {
  const host = new HostServer(options);
  // The bundler is a process of its own, so the two go on at the same time.
  await Promise.all([host.bundle(), host.compile()]);
  await host.listen(options.port);
  return host;
}

class HostServer implements Host {
  readonly agents = new Hub();
  port = 0;
  private readonly compiler: Compiler;
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly server = http.createServer((request, response) => void this.answer(request, response));
  private client!: ClientBundle;
  private build!: Build;
  private shownProblems = '';
  private building: Promise<void> = Promise.resolve();

  constructor(private readonly options: HostOptions) {
    this.compiler = new Compiler(options.project);
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }
  appUrl(openid?: string, { automation = false } = {}): string {
    const query = new URLSearchParams({ ...(openid === undefined ? {} : { as: openid }), ...(automation ? { automation: '1' } : {}) }).toString();
    return `${this.url}app${query && `?${query}`}`;
  }

  async bundle(): Promise<void> {
    this.client = await clientBundle();
  }

  async compile(): Promise<void> {
    this.build = await this.compiler.build();
    const { problems, stats } = this.build;
    const text = problems.map(problemText).join('\n');
    if (text !== this.shownProblems) {
      for (const problem of problems) this.log(problem.severity === 'error' ? 'error' : 'warn', problemText(problem));
      if (problems.length === 0) this.log('info', 'All problems are mended.');
    }
    this.shownProblems = text;
    this.log('debug', `Compiled ${stats.pages} pages and ${stats.components} components in ${Math.round(stats.milliseconds)} ms.`);
  }

  rebuild(): Promise<void> {
    // One at a time; the next one sees every change until then.
    this.building = this.building.then(async () => {
      const before = this.build;
      await this.compile();
      if (before.bundle !== this.build.bundle) this.agents.reload();
      else this.agents.showProblems(this.build.problems);
    });
    return this.building;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        const mend = 'End the program that uses it, or choose another one: --port N (0 takes any free port).';
        reject(error.code === 'EADDRINUSE' ? new EmulatorError(`Port ${port} for the shop page is in use.`, mend, { cause: error }) : error);
      });
      this.server.listen(port, '127.0.0.1', () => {
        this.port = (this.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.agents.close();
    this.sockets.close();
    if (!this.server.listening) return;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refused = refusal(request);
      if (refused !== null) return sendText(response, 'error.txt', `${refused}\n`, 403);
      response.setHeader('content-security-policy', "frame-ancestors 'self'");
      await this.route(request, response);
    } catch (error) {
      this.log('error', `${request.method ?? ''} ${request.url ?? ''}: ${messageOf(error)}`);
      if (!response.headersSent) sendText(response, 'error.txt', `${messageOf(error)}\n`, 500);
      else response.destroy();
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://host');
    if (url.pathname.startsWith('/__wx/')) return this.answerFromCloud(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 'error.txt', 'Only GET.\n', 405);
    const pathname = decoded(url.pathname);
    if (pathname === null) return sendText(response, 'error.txt', 'The path is not valid.\n', 400);
    const { name } = this.options.project;
    if (pathname === '/app') return sendText(response, 'app.html', appPage(name, this.openid(url), this.build.problems));
    if (pathname === '/') return this.sendFront(request, response, name);
    if (pathname === '/__workbench/workbench.js') return sendText(response, 'workbench.js', await workbenchScript());
    if (pathname.startsWith('/__rt/')) return this.sendRuntime(request, response, pathname.slice('/__rt/'.length));
    const file = this.file(pathname);
    if (file === null) return sendNotFound(response, pathname);
    sendFile(request, response, file);
  }

  private openid(url: URL): string {
    return url.searchParams.get('as') ?? this.options.cloud?.identities()[0]?.openid ?? ANYBODY;
  }

  private sendFront(request: IncomingMessage, response: ServerResponse, name: string): void {
    const workbench = path.join(WORKBENCH, 'index.html');
    if (fs.existsSync(workbench)) sendFile(request, response, workbench);
    else sendText(response, 'index.html', phonePage(name));
  }

  private sendRuntime(request: IncomingMessage, response: ServerResponse, name: string): void {
    const { script, styles, map } = this.client;
    const made: Record<string, string> = { 'client.js': script, 'client.css': styles, 'client.js.map': map, 'app.js': this.build.bundle };
    const text = made[name];
    if (text !== undefined) return sendText(response, name, text);
    // Sources, for the browser's developer tools.
    const file = name.startsWith('source/') ? this.assetFile(name.slice('source/'.length)) : null;
    if (file === null) sendNotFound(response, name);
    else sendFile(request, response, file);
  }

  private file(pathname: string): string | null {
    if (pathname.startsWith('/__mp/')) return this.assetFile(pathname.slice('/__mp/'.length));
    if (pathname.startsWith('/__workbench/')) return fileBelow(WORKBENCH, pathname.slice('/__workbench/'.length));
    return null;
  }

  /** A file of the mini program, or of a package that it uses. null: the path leads elsewhere. */
  private assetFile(id: string): string | null {
    const clean = path.posix.normalize(id);
    // No part may begin with a dot: that leads out of the folder, or to what is nobody's business (.git, .xiaodian).
    if (clean.startsWith('/') || id.includes('\0') || id.includes('\\') || clean.split('/').some((part) => part.startsWith('.'))) return null;
    return this.compiler.files.file(clean);
  }

  private async answerFromCloud(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { cloud } = this.options;
    if (cloud && (await cloud.handleClient(request, response))) return;
    const errMsg = cloud ? 'no such call' : 'this project has no cloud functions: set cloudfunctionRoot in project.config.json';
    sendText(response, 'error.json', JSON.stringify({ errCode: -1, errMsg }), 404);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://host');
    // A page always sends its Origin, so that nothing else can pose as one.
    if (url.pathname !== '/__agent' || request.headers.origin === undefined || refusal(request) !== null) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (connection) => this.agents.add(connection, url.searchParams.get('openid') ?? ''));
  }

  private log(level: 'debug' | 'info' | 'warn' | 'error', text: string): void {
    this.options.log({ level, from: 'compile', text });
  }
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
