/**
 * Part of an instance: cloud.ai() and its like always ask https://<env>.api.tcloudbasegateway.com, which no setting changes. An agent that
 * connects those to the local cloud instead is the smallest thing that does; nothing of the SDK or of Node is patched.
 */
import https from 'node:https';
import net from 'node:net';
import type { RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';

const GATEWAY = /\.tcloudbasegateway\.com$/;

class GatewayAgent extends https.Agent {
  override createConnection(options: RequestOptions, done?: (error: Error | null, stream: Duplex) => void): Duplex | null | undefined {
    if (!GATEWAY.test(String(options.host ?? options.hostname ?? ''))) return super.createConnection(options, done);
    const { URL: cloud } = JSON.parse(process.env.TCB_CONTEXT_CNFG ?? '{}') as { URL: string };
    const { hostname, port } = new URL(cloud);
    return net.connect({ host: hostname, port: Number(port) });
  }
}

export function routeAiToCloud(): void {
  https.globalAgent = new GatewayAgent({ keepAlive: true, timeout: 60_000 });
}
